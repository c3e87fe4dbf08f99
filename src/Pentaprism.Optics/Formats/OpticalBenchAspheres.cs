using System.Collections.Immutable;
using System.Globalization;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>The section [aspherical data] of an OpticalBench text.</summary>
internal sealed class OpticalBenchAspheres(LensDraft draft, OpticalBenchTable table)
{
    private bool _hasQuadratic;
    private int _oddCount;

    /// <summary>Puts conics and coefficients into the draft.</summary>
    /// <param name="rows">The rows of [lens data]; the draft's surfaces are the object and then these.</param>
    public void Apply(IReadOnlyList<OpticalBenchRow> rows)
    {
        ReadConstants();
        foreach (var row in table.Rows("aspherical data"))
        {
            var index = rows.Select((surface, i) => (surface, i)).Where(s => s.surface.Cells[0] == row.Cells[0]).Select(s => s.i + 1).FirstOrDefault();
            if (index == 0)
            {
                throw draft.Wrong(row.Line, $"[aspherical data] names surface '{row.Cells[0]}', which is not in [lens data]");
            }

            Apply(row, draft.Surfaces[index]);
        }
    }

    private void ReadConstants()
    {
        foreach (var row in table.Rows("constants"))
        {
            switch (row.Cells[0])
            {
                case "AsphericalA2":
                    _hasQuadratic = true;
                    break;
                case "AsphericalOddCount":
                    _oddCount = row.Has(1) && int.TryParse(row.Cells[1], CultureInfo.InvariantCulture, out var count) && count > 0 ? count : int.MaxValue;
                    break;
                case "Scaled":
                    draft.Note(row.Line, $"the prescription is scaled ({string.Join(' ', row.Cells.Skip(1))}); its numbers are taken as they stand");
                    break;
                default:
                    draft.Note(row.Line, $"the constant {row.Cells[0]} is ignored");
                    break;
            }
        }
    }

    private void Apply(OpticalBenchRow row, DraftSurface surface)
    {
        if (row.Has(1) && row.Number(1, draft) is var radius && Math.Abs((radius * surface.Curvature) - 1) > 1e-6 && double.IsFinite(radius))
        {
            draft.Note(row.Line, $"the radius {row.Cells[1]} of surface {row.Cells[0]} differs from that in [lens data], which is taken");
        }

        surface.Conic = row.Has(2) ? row.Number(2, draft) : 0;
        var even = ImmutableArray.CreateBuilder<double>();
        var odd = ImmutableArray.CreateBuilder<double>();
        var order = _hasQuadratic ? 2 : _oddCount > 0 ? 3 : 4;
        for (var cell = 3; cell < row.Cells.Length; cell++)
        {
            var value = row.Has(cell) ? row.Number(cell, draft) : 0;
            if (order > Surface.HighestOrder && value != 0)
            {
                throw draft.Wrong(row.Line, $"surface {row.Cells[0]} has a term r^{order}; terms up to r^{Surface.HighestOrder} are supported");
            }

            if (order == 2)
            {
                surface.Quadratic = value;
            }
            else if (order <= Surface.HighestOrder)
            {
                (order % 2 == 0 ? even : odd).Add(value);
            }

            order = Next(order);
        }

        surface.Even = even.ToImmutable();
        surface.Odd = odd.ToImmutable();
    }

    // Even orders only, or with odd ones between them as long as there are any left: 3, 4, 5, ….
    private int Next(int order) => _oddCount == 0 ? order + 2
        : order == 2 ? 3
        : order % 2 == 1 ? order + 1
        : (order - 2) / 2 < _oddCount ? order + 1 : order + 2;
}
