namespace Pentaprism.Optics.Optimisation.Adjoints;

/// <summary>First-order quantities of a working lens at its primary wavelength, and their derivatives by all its parameters.</summary>
/// <remarks>
/// Rays are (y, ν) with ν = n u: refraction ν' = ν − φ y with φ = c (n' − n), transfer y' = y + τ ν' with τ = t/n. An entry of a system
/// matrix is one component of the ray (1, 0) or (0, 1) at its end; with the row that selects it carried backward its derivatives are
/// −ν-row · y by φ and y-row · ν by τ.
/// </remarks>
internal sealed class ParaxialGradient
{
    private readonly WorkingLens _lens;
    private readonly double[] _index;
    private readonly double[] _parallelY;
    private readonly double[] _parallelNu;
    private readonly double[] _centralY;
    private readonly double[] _centralNu;

    /// <summary>Makes room for a lens.</summary>
    public ParaxialGradient(WorkingLens lens)
    {
        _lens = lens;
        var n = lens.Count + 1;
        (_index, _parallelY, _parallelNu) = (new double[n], new double[n], new double[n]);
        (_centralY, _centralNu) = (new double[n], new double[n]);
        PowerGradient = new double[lens.Count * RawParameter.PerSurface];
        HeightGradient = new double[PowerGradient.Length];
        StopHeightGradient = new double[PowerGradient.Length];
        StopOffsetGradient = new double[PowerGradient.Length];
    }

    /// <summary>Gets the power φ of the lens: −ν behind it for a ray that enters parallel to the axis at height 1. EFL = 1/φ.</summary>
    public double Power { get; private set; }

    /// <summary>Gets derivatives of <see cref="Power"/>.</summary>
    public double[] PowerGradient { get; }

    /// <summary>Gets the height of that ray at the last surface. BFL = n' height/φ.</summary>
    public double Height { get; private set; }

    /// <summary>Gets derivatives of <see cref="Height"/>.</summary>
    public double[] HeightGradient { get; }

    /// <summary>Gets the height of that ray at the stop.</summary>
    public double StopHeight { get; private set; }

    /// <summary>Gets derivatives of <see cref="StopHeight"/>.</summary>
    public double[] StopHeightGradient { get; }

    /// <summary>Gets the height at the stop of a ray through the front vertex with ν = 1. The entrance pupil lies at n offset/height.</summary>
    public double StopOffset { get; private set; }

    /// <summary>Gets derivatives of <see cref="StopOffset"/>.</summary>
    public double[] StopOffsetGradient { get; }

    /// <summary>Gets the index behind the lens, negative behind an odd number of mirrors.</summary>
    public double ImageIndex => _index[_lens.Count];

    /// <summary>Gets the index in front of the lens.</summary>
    public double ObjectIndex => _index[0];

    /// <summary>Evaluates everything for the present numbers.</summary>
    /// <param name="derivatives">Whether derivatives are wanted.</param>
    public void Update(bool derivatives)
    {
        var unsigned = _lens.Index[_lens.Primary];
        var sign = 1;
        _index[0] = unsigned[0];
        for (var s = 0; s < _lens.Count; s++)
        {
            sign = _lens.Mirror[s] ? -sign : sign;
            _index[s + 1] = sign * unsigned[s + 1];
        }

        Power = -Run(1, 0, _parallelY, _parallelNu);
        Height = _parallelY[_lens.Count - 1];
        Run(0, 1, _centralY, _centralNu);
        StopHeight = _parallelY[_lens.Stop];
        StopOffset = _centralY[_lens.Stop];
        if (derivatives)
        {
            Differentiate(_lens.Count - 1, true, 0, -1, _parallelY, _parallelNu, PowerGradient);
            Differentiate(_lens.Count - 1, false, 1, 0, _parallelY, _parallelNu, HeightGradient);
            Differentiate(_lens.Stop, false, 1, 0, _parallelY, _parallelNu, StopHeightGradient);
            Differentiate(_lens.Stop, false, 1, 0, _centralY, _centralNu, StopOffsetGradient);
        }
    }

    /// <summary>Traces one paraxial ray; heights at the surfaces, ν before them (and behind the last).</summary>
    private double Run(double y, double nu, double[] heights, double[] slopes)
    {
        for (var s = 0; s < _lens.Count; s++)
        {
            heights[s] = y;
            slopes[s] = nu;
            nu -= y * _lens.VertexCurvature(s) * (_index[s + 1] - _index[s]);
            y += _lens.Thickness[s] / _index[s + 1] * nu;
        }

        return slopes[_lens.Count] = nu;
    }

    /// <summary>Carries a row back from a surface: from behind its refraction, or from before it.</summary>
    private void Differentiate(int last, bool behind, double rowY, double rowNu, double[] heights, double[] slopes, double[] gradient)
    {
        Array.Clear(gradient);
        for (var s = last; s >= 0; s--)
        {
            var difference = _index[s + 1] - _index[s];
            if (s < last)
            {
                var byTau = rowY * slopes[s + 1];
                gradient[RawParameter.Of(s, RawParameter.Thickness)] = byTau / _index[s + 1];
                gradient[RawParameter.Of(s, RawParameter.Index)] -= byTau * _lens.Thickness[s] / (_index[s + 1] * _index[s + 1]);
                rowNu += rowY * _lens.Thickness[s] / _index[s + 1];
            }

            if (s < last || behind)
            {
                var byPower = -rowNu * heights[s];
                var curvature = _lens.VertexCurvature(s);
                gradient[RawParameter.Of(s, RawParameter.Curvature)] = byPower * difference;
                gradient[RawParameter.Of(s, RawParameter.Coefficient(2))] = 2 * byPower * difference;
                gradient[RawParameter.Of(s, RawParameter.Index)] += byPower * curvature;
                if (s > 0)
                {
                    gradient[RawParameter.Of(s - 1, RawParameter.Index)] -= byPower * curvature;
                }

                rowY -= rowNu * curvature * difference;
            }
        }
    }
}
