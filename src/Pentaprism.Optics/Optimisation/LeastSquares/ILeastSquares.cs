namespace Pentaprism.Optics.Optimisation.LeastSquares;

/// <summary>A sum of squares to be made small: residuals and their derivatives as functions of the variables.</summary>
internal interface ILeastSquares
{
    /// <summary>Gets the number of variables.</summary>
    public int Variables { get; }

    /// <summary>Gets the number of residuals.</summary>
    public int Residuals { get; }

    /// <summary>Gets how many of the residuals, the last ones, count only while they are positive: bounds, negative where they hold.</summary>
    public int Hinges { get; }

    /// <summary>Gives the residuals at a point.</summary>
    /// <param name="point">The variables.</param>
    /// <param name="residuals">Filled.</param>
    public void Evaluate(ReadOnlySpan<double> point, Span<double> residuals);

    /// <summary>Gives the residuals at a point and their derivatives.</summary>
    /// <param name="point">The variables.</param>
    /// <param name="residuals">Filled.</param>
    /// <param name="jacobian">Filled variable by variable: the derivative of residual r by variable v stands at v · Residuals + r.</param>
    public void Linearise(ReadOnlySpan<double> point, Span<double> residuals, Span<double> jacobian);
}
