using System.Numerics;
using Pentaprism.Optics.Optimisation.Adjoints;

namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>The residuals of the rays of one field, with the roots of all weights in them.</summary>
/// <remarks>
/// A residual d is softened to d/√(1 + (d/cap)²), so that a ray that fails, at cap · (1 + ln(1 + violation)), is never better than one
/// that goes through. The cap is the radius of the pupil, far beyond any image worth having.
/// </remarks>
/// <param name="parts">The lens at work.</param>
/// <param name="rays">The rays.</param>
/// <param name="cap">The cap, in the unit of the residuals.</param>
internal abstract class FieldResiduals(MeritParts parts, FieldRays rays, double cap)
{
    /// <summary>Gets the number of residuals.</summary>
    public abstract int Rows { get; }

    /// <summary>Gets how many rays did not come through in the last evaluation.</summary>
    public int Failed { get; private set; }

    /// <summary>Gets the lens at work.</summary>
    protected MeritParts Parts => parts;

    /// <summary>Gets the rays.</summary>
    protected FieldRays Field => rays;

    /// <summary>Gets the number of rays of all wavelengths, those that fill up vectors among them.</summary>
    protected int Rays { get; } = parts.Wavelengths.Length * rays.Blocks * Vector<double>.Count;

    /// <summary>Gets weights of the rays that came through, 0 of others; without the weight of the field.</summary>
    protected double[] Weights { get; } = new double[parts.Wavelengths.Length * rays.Blocks * Vector<double>.Count];

    /// <summary>Gets whether derivatives need what the residuals alone tell first.</summary>
    protected virtual bool TakesTwoPasses => false;

    /// <summary>Fills residuals, and their derivatives where a Jacobian is given.</summary>
    /// <param name="residuals">Those of this field.</param>
    /// <param name="jacobian">From the first row of this field on; empty for none.</param>
    /// <param name="stride">Rows of the whole Jacobian.</param>
    public void Fill(Span<double> residuals, Span<double> jacobian, int stride)
    {
        if (TakesTwoPasses && !jacobian.IsEmpty)
        {
            Fill(residuals, [], stride);
        }

        var lanes = Vector<double>.Count;
        Failed = 0;
        for (var w = 0; w < parts.Wavelengths.Length; w++)
        {
            for (var block = 0; block < rays.Blocks; block++)
            {
                var row = ((w * rays.Blocks) + block) * lanes;
                var tape = parts.Trace(rays, w, block);
                var alive = Vector.LessThan(new Vector<long>(tape.FailedAt), Vector<long>.Zero);
                var weights = new Vector<double>(rays.NodeWeights, block * lanes) * new Vector<double>(parts.Wavelengths[w]);
                Vector.ConditionalSelect(alive, weights, Vector<double>.Zero).CopyTo(Weights, row);
                for (var lane = 0; tape.AnyFailed && lane < lanes; lane++)
                {
                    Failed += tape.FailedAt[lane] >= 0 && weights[lane] > 0 ? 1 : 0;
                }

                Take(tape, w, block, row, jacobian, stride);
            }
        }

        Finish(residuals, jacobian, stride);
        if (Failed > 0)
        {
            FillFailed(residuals, jacobian, stride);
        }
    }

    /// <summary>Gives the RMS of the rays that came through, after <see cref="Fill"/>.</summary>
    public abstract double Rms();

    /// <summary>Takes what a block of rays did, and its derivatives where a Jacobian is given.</summary>
    protected abstract void Take(RayTape tape, int wavelength, int block, int row, Span<double> jacobian, int stride);

    /// <summary>Makes residuals of what was taken from all blocks.</summary>
    protected abstract void Finish(Span<double> residuals, Span<double> jacobian, int stride);

    /// <summary>Softens residuals; gives the slope by which derivatives are to be multiplied.</summary>
    protected void Soften(Span<double> values, Span<double> slopes)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var part = values[i] / cap;
            var soft = 1 / Math.Sqrt(1 + (part * part));
            var root = Math.Sqrt(Weights[i] * rays.Weight);
            values[i] *= root * soft;
            slopes[i] = root * soft * soft * soft;
        }
    }

    private void FillFailed(Span<double> residuals, Span<double> jacobian, int stride)
    {
        var lanes = Vector<double>.Count;
        Span<double> rows = new double[parts.Map.Count * lanes];
        for (var w = 0; w < parts.Wavelengths.Length; w++)
        {
            for (var block = 0; block < rays.Blocks; block++)
            {
                var tape = parts.Trace(rays, w, block);
                if (!tape.AnyFailed)
                {
                    continue;
                }

                if (!jacobian.IsEmpty)
                {
                    parts.DifferentiateFailure(rays, w, block, rows);
                }

                for (var lane = 0; lane < lanes; lane++)
                {
                    var weight = rays.NodeWeights[(block * lanes) + lane] * parts.Wavelengths[w] * rays.Weight;
                    if (tape.FailedAt[lane] < 0 || weight == 0)
                    {
                        continue;
                    }

                    // The logarithm keeps it tame however far a wild surface is missed.
                    var row = (((w * rays.Blocks) + block) * lanes) + lane;
                    var root = Math.Sqrt(weight) * cap;
                    residuals[row] = root * (1 + Math.Log(1 + tape.Violation[lane]));
                    for (var v = 0; !jacobian.IsEmpty && v < parts.Map.Count; v++)
                    {
                        var slope = root / (1 + tape.Violation[lane]) * rows[(v * lanes) + lane];
                        jacobian[(v * stride) + row] = double.IsFinite(slope) ? slope : 0;
                    }
                }
            }
        }
    }
}
