using System.Numerics;
using Pentaprism.Optics.Optimisation.Adjoints;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Optimisation.Merit;

/// <summary>The paraxial entrance pupil of the present lens, what the solves hold, and how both follow the variables.</summary>
/// <param name="problem">The problem.</param>
/// <param name="lens">Its lens at work.</param>
/// <param name="map">Its variables.</param>
internal sealed class PupilState(DesignProblem problem, WorkingLens lens, VariableMap map)
{
    private readonly ParaxialGradient _paraxial = new(lens);
    private readonly double[] _row = new double[map.Count];
    private readonly DesignSolve? _focal = problem.Solves.FirstOrDefault(solve => solve.Kind == SolveKind.FocalLength);
    private readonly DesignSolve? _image = problem.Solves.FirstOrDefault(solve => solve.Kind == SolveKind.ParaxialImage);

    /// <summary>Gets first-order quantities.</summary>
    public ParaxialGradient Paraxial => _paraxial;

    /// <summary>Gets the place of the entrance pupil behind surface 0, mm.</summary>
    public double Position { get; private set; }

    /// <summary>Gets its radius, mm.</summary>
    public double Radius { get; private set; }

    /// <summary>Gets the focal length, mm.</summary>
    public double FocalLength => 1 / _paraxial.Power;

    /// <summary>Gets derivatives of <see cref="Position"/> by the variables.</summary>
    public double[] PositionRow { get; } = new double[map.Count];

    /// <summary>Gets derivatives of <see cref="Radius"/> by the variables.</summary>
    public double[] RadiusRow { get; } = new double[map.Count];

    /// <summary>Gets derivatives of the power by the variables.</summary>
    public double[] PowerRow { get; } = new double[map.Count];

    /// <summary>Gets derivatives of the curvature that holds the focal length.</summary>
    public double[] CurvatureRow { get; } = new double[map.Count];

    /// <summary>Gets derivatives of the gap that holds the image plane.</summary>
    public double[] ImageRow { get; } = new double[map.Count];

    /// <summary>Gets the parameter that holds the focal length; −1 for none.</summary>
    public int CurvatureParameter { get; } = Solved(problem, SolveKind.FocalLength, RawParameter.Curvature);

    /// <summary>Gets the parameter that holds the image plane; −1 for none.</summary>
    public int ImageParameter { get; } = Solved(problem, SolveKind.ParaxialImage, RawParameter.Thickness);

    /// <summary>Solves, and finds the pupil.</summary>
    /// <param name="derivatives">Whether derivatives are wanted.</param>
    public void Update(bool derivatives)
    {
        _paraxial.Update(derivatives || _focal is not null);
        if (_focal is not null)
        {
            // The power is linear in every curvature.
            var slope = _paraxial.PowerGradient[CurvatureParameter];
            lens.Curvature[_focal.Surface] += ((1 / _focal.Value) - _paraxial.Power) / slope;
            _paraxial.Update(derivatives);
        }

        var power = _paraxial.Power;
        if (_image is not null)
        {
            lens.Thickness[_image.Surface] = (_paraxial.ImageIndex * _paraxial.Height / power) + _image.Value;
        }

        Position = _paraxial.ObjectIndex * _paraxial.StopOffset / _paraxial.StopHeight;
        var aperture = problem.Start.Aperture;
        var distance = problem.Start.ObjectDistance + Position;
        Radius = aperture.Kind switch
        {
            ApertureKind.EntrancePupilDiameter => aperture.Value / 2,
            ApertureKind.FNumber => Math.Abs(1 / power) / (2 * aperture.Value),
            ApertureKind.StopSemiDiameter => aperture.Value / Math.Abs(_paraxial.StopHeight),
            _ => distance * Math.Tan(Math.Asin(aperture.Value / _paraxial.ObjectIndex)),
        };
        if (derivatives)
        {
            Differentiate(distance);
        }
    }

    /// <summary>Gives derivatives by the variables, solved parameters carried along.</summary>
    /// <param name="raw">Derivatives by parameters.</param>
    /// <param name="row">Filled.</param>
    public void Chain(ReadOnlySpan<double> raw, Span<double> row)
    {
        map.Chain(lens.Primary, raw, row);
        AddSolved(CurvatureParameter, CurvatureRow, raw, row);
        AddSolved(ImageParameter, ImageRow, raw, row);
    }

    /// <summary>Starts the rays of a block in the coordinates of surface 0.</summary>
    public RayLanes Start(FieldRays field, int block)
    {
        var x = new Vector<double>(field.PupilX, block * Vector<double>.Count) * new Vector<double>(Radius);
        var y = new Vector<double>(field.PupilY, block * Vector<double>.Count) * new Vector<double>(Radius);
        var ray = new RayLanes();
        if (field.Point.IsAtInfinity)
        {
            var n = 1 / Math.Sqrt(1 + (field.Point.X * field.Point.X) + (field.Point.Y * field.Point.Y));
            (ray.X, ray.Y, ray.Z) = (x, y, new Vector<double>(Position));
            (ray.L, ray.M, ray.N) = (new Vector<double>(n * field.Point.X), new Vector<double>(n * field.Point.Y), new Vector<double>(n));
            ray.Path = new Vector<double>(_paraxial.ObjectIndex) * ((ray.L * x) + (ray.M * y));
            return ray;
        }

        (ray.X, ray.Y) = (new Vector<double>(field.Point.X), new Vector<double>(field.Point.Y));
        ray.Z = new Vector<double>(-problem.Start.ObjectDistance);
        var (dx, dy, dz) = (x - ray.X, y - ray.Y, new Vector<double>(Position) - ray.Z);
        var inverse = Vector<double>.One / Vector.SquareRoot((dx * dx) + (dy * dy) + (dz * dz));
        (ray.L, ray.M, ray.N) = (dx * inverse, dy * inverse, dz * inverse);
        return ray;
    }

    /// <summary>Turns derivatives by the start of the rays into derivatives by where they cross the plane of the pupil.</summary>
    /// <returns>By x, y and z of the crossing.</returns>
    public (Vector<double> X, Vector<double> Y, Vector<double> Z) AtPupil(FieldRays field, in RayLanes start, in RayLanes adjoint)
    {
        if (field.Point.IsAtInfinity)
        {
            var path = adjoint.Path * new Vector<double>(_paraxial.ObjectIndex);
            return (Vector.FusedMultiplyAdd(path, start.L, adjoint.X), Vector.FusedMultiplyAdd(path, start.M, adjoint.Y), adjoint.Z);
        }

        var inverse = start.N / (new Vector<double>(Position) - start.Z);
        var along = (start.L * adjoint.L) + (start.M * adjoint.M) + (start.N * adjoint.N);
        return (
            (adjoint.L - (along * start.L)) * inverse,
            (adjoint.M - (along * start.M)) * inverse,
            (adjoint.N - (along * start.N)) * inverse);
    }

    private static int Solved(DesignProblem problem, SolveKind kind, int parameter) =>
        problem.Solves.FirstOrDefault(solve => solve.Kind == kind) is { } solve ? RawParameter.Of(solve.Surface, parameter) : -1;

    private static void AddSolved(int parameter, double[] dependence, ReadOnlySpan<double> raw, Span<double> row)
    {
        if (parameter < 0 || raw[parameter] == 0)
        {
            return;
        }

        for (var v = 0; v < row.Length; v++)
        {
            row[v] += raw[parameter] * dependence[v];
        }
    }

    private void Differentiate(double distance)
    {
        Array.Clear(CurvatureRow);
        Array.Clear(ImageRow);
        var power = _paraxial.Power;
        if (_focal is not null)
        {
            Chain(_paraxial.PowerGradient, _row);
            var slope = _paraxial.PowerGradient[CurvatureParameter];
            for (var v = 0; v < _row.Length; v++)
            {
                CurvatureRow[v] = -_row[v] / slope;
            }
        }

        Chain(_paraxial.PowerGradient, PowerRow);
        if (_image is not null)
        {
            Chain(_paraxial.HeightGradient, _row);
            for (var v = 0; v < _row.Length; v++)
            {
                ImageRow[v] = _paraxial.ImageIndex / power * (_row[v] - (_paraxial.Height / power * PowerRow[v]));
            }
        }

        var (height, offset) = (_paraxial.StopHeight, _paraxial.StopOffset);
        var heightRow = RadiusRow;
        Chain(_paraxial.StopOffsetGradient, PositionRow);
        Chain(_paraxial.StopHeightGradient, heightRow);
        for (var v = 0; v < _row.Length; v++)
        {
            PositionRow[v] = _paraxial.ObjectIndex * (PositionRow[v] - (offset / height * heightRow[v])) / height;
        }

        for (var v = 0; v < _row.Length; v++)
        {
            RadiusRow[v] = problem.Start.Aperture.Kind switch
            {
                ApertureKind.EntrancePupilDiameter => 0,
                ApertureKind.FNumber => -Radius / power * PowerRow[v],
                ApertureKind.StopSemiDiameter => -Radius / height * heightRow[v],
                _ => Radius / distance * PositionRow[v],
            };
        }
    }
}
