/* The plain loop that the ray tracer is measured against: the same formulas, blocks that stay in the cache, nothing else. */
#include <math.h>

enum { BLOCK = 256, NUMBERS = 6, TERMS = 14, MAX_STEPS = 16 };

typedef struct { double c, k, gap, before, after, reach; } surface;
typedef struct { double *x, *y, *z, *l, *m, *n, *path; } rays;

static void sphere(const surface *s, int count, double *restrict x, double *restrict y, double *restrict z,
                   double *restrict l, double *restrict m, double *restrict n, double *restrict path)
{
    double c = s->c, gap = s->gap, before = s->before, mu = s->before / s->after;
    for (int i = 0; i < count; i++) {
        double pz = z[i] - gap;
        double to_foot = -(x[i] * l[i] + y[i] * m[i] + pz * n[i]);
        double fx = x[i] + to_foot * l[i], fy = y[i] + to_foot * m[i], fz = pz + to_foot * n[i];
        double last = c * (fx * fx + fy * fy + fz * fz) - 2 * fz;
        double cosine = sqrt(n[i] * n[i] - c * last);
        double t = last / (n[i] + cosine);
        double hx = fx + t * l[i], hy = fy + t * m[i], hz = fz + t * n[i];
        double along = sqrt(1 - mu * mu * (1 - cosine * cosine)) - mu * cosine;
        path[i] += before * (to_foot + t);
        l[i] = mu * l[i] - along * c * hx;
        m[i] = mu * m[i] - along * c * hy;
        n[i] = mu * n[i] + along * (1 - c * hz);
        x[i] = hx;
        y[i] = hy;
        z[i] = hz;
    }
}

static void asphere(const surface *s, const double *terms, int order, int count, double *restrict x, double *restrict y,
                    double *restrict z, double *restrict l, double *restrict m, double *restrict n, double *restrict path)
{
    double c = s->c, bend = (1 + s->k) * c * c, mu = s->before / s->after, cap = s->reach / 2, small = 1e-9 * s->reach;
    for (int i = 0; i < count; i++) {
        double to_plane = -(z[i] - s->gap) / n[i], x0 = x[i] + to_plane * l[i], y0 = y[i] + to_plane * m[i];
        double t = 0, hx, hy, slope, change, r2;
        int moving = 1;
        for (int step = 0;; step++) {
            hx = x0 + t * l[i];
            hy = y0 + t * m[i];
            r2 = hx * hx + hy * hy;
            double q = sqrt(1 - bend * r2), inverse = c / (q * (1 + q)), value = 0, derivative = 0;
            for (int j = order - 1; j >= 0; j--) {
                derivative = derivative * r2 + value;
                value = value * r2 + terms[j];
            }
            double height = t * n[i] - r2 * (q * inverse + value);
            slope = (1 + q) * inverse + 2 * (derivative * r2 + value);
            change = n[i] - slope * (hx * l[i] + hy * m[i]);
            if (!moving || step == MAX_STEPS)
                break;
            double move = height / change;
            move = move > cap ? cap : move < -cap ? -cap : move;
            t -= move;
            moving = fabs(move) > small;
        }
        double nz = 1 / sqrt(1 + r2 * slope * slope), cosine = change * nz;
        double along = sqrt(1 - mu * mu * (1 - cosine * cosine)) - mu * cosine;
        path[i] += s->before * (to_plane + t);
        x[i] = hx;
        y[i] = hy;
        z[i] = t * n[i];
        l[i] = mu * l[i] - along * hx * slope * nz;
        m[i] = mu * m[i] - along * hy * slope * nz;
        n[i] = mu * n[i] + along * nz;
    }
}

/* surfaces: NUMBERS numbers each; terms: TERMS coefficients of r^2, r^4 ... each; orders: how many of them count, 0 for a sphere. */
void trace(const double *surfaces, const double *terms, const int *orders, int surface_count, int ray_count,
           double *x, double *y, double *z, double *l, double *m, double *n, double *path)
{
    for (int first = 0; first < ray_count; first += BLOCK) {
        int count = ray_count - first < BLOCK ? ray_count - first : BLOCK;
        for (int i = 0; i < surface_count; i++) {
            const surface *s = (const surface *)(surfaces + NUMBERS * i);
            if (orders[i] > 0)
                asphere(s, terms + TERMS * i, orders[i], count, x + first, y + first, z + first, l + first, m + first, n + first, path + first);
            else
                sphere(s, count, x + first, y + first, z + first, l + first, m + first, n + first, path + first);
        }
    }
}
