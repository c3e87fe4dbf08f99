using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Formats;

/// <summary>Writes the states of a lens as multi-configurations of ZMX, operand by operand with a line for every state.</summary>
internal static class ZmxConfigurationText
{
    // What stands behind a value: no pick-up from another configuration, factor 1, no solve.
    private const string Plain = "0 0 0 1 1 1 0 0 \"\" 0";

    /// <summary>Writes the states.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lens">The lens.</param>
    /// <param name="gaps">The surface of the file that carries the gap of the object, then of each surface of the lens.</param>
    public static void Write(ZmxText text, Lens lens, IReadOnlyList<int> gaps)
    {
        var states = lens.Configurations;
        if (states.IsEmpty)
        {
            return;
        }

        text.Line($"MNUM {states.Length} 1");
        for (var state = 0; state < states.Length; state++)
        {
            text.Line($"MOFF 0 {state + 1} \"{states[state].Name.Replace('"', '\'')}\" 0 0 0 1 1 0 0.0 \"\" 0");
        }

        if (states.Any(state => state.ObjectDistance is not null))
        {
            // Programs take 1e10 for infinity here, and not the word.
            Operand("THIC", gaps[0], state => (state.ObjectDistance ?? lens.ObjectDistance) is var d && double.IsFinite(d) ? d : LensDraft.Infinity);
        }

        foreach (var surface in states.SelectMany(state => state.Thicknesses.Keys).Distinct().Order())
        {
            // Behind a placed surface the gap also leads back from its shift along the axis.
            var (own, shift) = (lens.Surfaces[surface].Thickness, lens.Surfaces[surface].Placement.Z);
            Operand("THIC", gaps[surface + 1], state => state.Thicknesses.GetValueOrDefault(surface, own) - shift);
        }

        WriteApertures();
        WriteFields();

        void Operand(string key, int number, Func<Configuration, double> value)
        {
            for (var state = 0; state < states.Length; state++)
            {
                text.Line($"{key} {number} {state + 1} {LensJson.Number(value(states[state]))} {Plain}");
            }
        }

        void WriteApertures()
        {
            var own = states.Select(state => state.Aperture).OfType<SystemAperture>().ToArray();
            if (own.Any(aperture => aperture.Kind != lens.Aperture.Kind || aperture.Kind == ApertureKind.StopSemiDiameter))
            {
                text.Note("apertures of configurations that are not of the kind of the lens's, or are told by the stop, are left out");
            }
            else if (own.Length > 0)
            {
                Operand("APER", 0, state => (state.Aperture ?? lens.Aperture).Value);
            }
        }

        void WriteFields()
        {
            var own = states.Select(state => state.Fields).OfType<FieldSet>().ToArray();
            if (own.Any(fields => fields.Kind != lens.Fields.Kind || fields.Points.Length != lens.Fields.Points.Length))
            {
                text.Note("fields of configurations that differ in kind or number from the lens's are left out");
            }
            else if (own.Length > 0)
            {
                for (var i = 0; i < lens.Fields.Points.Length; i++)
                {
                    var field = i;
                    Operand("XFIE", field + 1, state => (state.Fields ?? lens.Fields).Points[field].X);
                    Operand("YFIE", field + 1, state => (state.Fields ?? lens.Fields).Points[field].Y);
                }
            }
        }
    }
}
