using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Benchmarks.Optics;

/// <summary>Two lenses that stand for their kinds.</summary>
internal static class BenchLenses
{
    /// <summary>Gets a Cooke triplet, f/5, 40 degrees: six spheres.</summary>
    public static Lens Spheres { get; } = new()
    {
        Surfaces =
        [
            new() { Curvature = 1 / 22.01359, Thickness = 3.25896, Medium = Glass(1.62261) },
            new() { Curvature = 1 / -435.76044, Thickness = 6.00755 },
            new() { Curvature = 1 / -22.21328, Thickness = 0.99997, Medium = Glass(1.62366) },
            new() { Curvature = 1 / 20.29192, Thickness = 4.75041 },
            new() { Curvature = 1 / 79.6836, Thickness = 2.95208, Medium = Glass(1.62261) },
            new() { Curvature = 1 / -18.39533, Thickness = 42.20778 },
        ],
        Stop = 3,
        Aperture = new SystemAperture(ApertureKind.EntrancePupilDiameter, 10),
        Fields = new FieldSet(FieldKind.Angle, 0.0, 14, 20),
    };

    /// <summary>Gets a phone lens of six moulded elements, f/1.8 (US 2017/0299845, example 1): 15 surfaces, 12 of them even aspheres.</summary>
    public static Lens Aspheres { get; } = new()
    {
        Surfaces =
        [
            new() { Thickness = -0.2967 },
            new() { Curvature = 1 / 2.2001, Even = [0.00194742, 0.00301649, 0.00779493, -0.016173, 0.0151498, -0.0053375], Thickness = 0.5857, Medium = Glass(1.545) },
            new() { Curvature = 1 / 7.8533, Even = [-0.030643, 0.0308167, -0.0192082, -0.00231225, 0.0113409, -0.00734768], Thickness = 0.3165 },
            new() { Curvature = 1 / 3.9452, Even = [-0.234868, 0.152848, -0.0571983, -0.0228201, 0.03238, -0.0147561], Thickness = 0.254, Medium = Glass(1.64) },
            new() { Curvature = 1 / 1.8392, Even = [-0.24244, 0.179201, -0.126144, 0.0661102, -0.0265255, 0.00454964], Thickness = 0.1433 },
            new() { Curvature = 1 / 3.7628, Even = [-0.00640257, -0.00756965, -0.0269463, 0.0307352, -0.0202858, 0.00461602], Thickness = 0.6553, Medium = Glass(1.545) },
            new() { Curvature = 1 / -9.1748, Even = [-0.0113243, 0.0265339, -0.0456762, 0.0214388, -0.00808709, 0.00167454], Thickness = 0.31 },
            new() { Curvature = 1 / -4.8096, Even = [-0.0624328, 0.107479, -0.129872, 0.0949171, -0.0391544, 0.008339, -0.000296682, -0.00016441], Thickness = 0.5241, Medium = Glass(1.545) },
            new() { Curvature = 1 / 9.234, Even = [-0.3558, 0.27557, -0.154492, 0.0596377, -0.0143857, 0.00449095, -0.00159437, 0.000227097], Thickness = 0.1 },
            new() { Curvature = 1 / 1.4328, Conic = -1, Even = [-0.133939, 0.0665563, -0.0472003, -0.00572527, 0.0225401, -0.0111988, 0.00226626, -0.000164895], Thickness = 0.5271, Medium = Glass(1.545) },
            new() { Curvature = 1 / 4.9841, Even = [0.176831, -0.148911, 0.0253123, 0.0170834, -0.011503, 0.00300751, -0.000378263, 1.87296e-05, 1.19759e-08], Thickness = 0.4706 },
            new() { Curvature = 1 / 1.7349, Conic = -1, Even = [-0.335772, 0.0943709, 0.0516187, -0.0701966, 0.0350377, -0.00952759, 0.0014743, -0.00012178, 4.16141e-06], Thickness = 0.45, Medium = Glass(1.545) },
            new() { Curvature = 1 / 1.0513, Conic = -1, Even = [-0.4107, 0.252834, -0.122801, 0.0426734, -0.0102969, 0.00169864, -0.000183493, 1.16681e-05, -3.29217e-07], Thickness = 0.3034 },
            new() { Thickness = 0.21, Medium = Glass(1.5168) },
            new() { Thickness = 0.6 },
        ],
        Aperture = new SystemAperture(ApertureKind.FNumber, 1.8),
        Fields = new FieldSet(FieldKind.Angle, 0.0, 25, 38),
    };

    private static TabulatedMedium Glass(double index) => new("", new IndexSample(Wavelength.LineD, index));
}
