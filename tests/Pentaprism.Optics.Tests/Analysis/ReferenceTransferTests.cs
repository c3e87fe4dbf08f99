using System.Text.Json;
using Pentaprism.Optics.Analysis;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.Analysis;

/// <summary>Modulation transfer against another program.</summary>
public sealed class ReferenceTransferTests
{
    [DataFact(ReferenceField.File)]
    public void Geometric_transfer_is_that_of_the_reference()
    {
        foreach (var field in ReferenceField.All())
        {
            var rays = field.Launch(PupilSampling.Finest).Trace(field.Model.Lens.Primary);
            var expected = field.Values.GetProperty("geo_mtf");
            Compare(field, expected, ModulationTransfer.Geometric([rays], Options(expected)), field.IsClipped ? 1e-4 : 1e-6);
        }
    }

    [DataFact(ReferenceField.File)]
    public void Diffraction_transfer_is_that_of_the_reference()
    {
        foreach (var field in ReferenceField.All())
        {
            var rays = field.Launch(PupilSampling.Final).Trace(field.Model.Lens.Primary);
            var expected = field.Values.GetProperty("diff_mtf");
            var transfer = ModulationTransfer.Diffraction([rays], Options(expected));

            // Where the reference lays rays down on 400 bins it blurs directions; where it inverts, its two methods differ by up to 0.003.
            var binned = expected.GetProperty("method").GetString() == "binned direction map";
            Compare(field, expected, transfer, binned ? 0.01 : field.Field.Y == 0 ? 0.002 : 0.0021);
            Assert.Equal(expected.GetProperty("direction_map_folded").GetBoolean(), transfer.IsDirectionMapFolded);
        }
    }

    private static MtfOptions Options(JsonElement expected) => new() { Frequencies = [.. Numbers(expected, "freq")] };

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static void Compare(ReferenceField field, JsonElement expected, ModulationTransfer actual, double tolerance)
    {
        double[] tangential = Numbers(expected, "tan"), sagittal = Numbers(expected, "sag");
        for (var i = 0; i < actual.Points.Length; i++)
        {
            field.Near(tangential[i], actual.Points[i].Tangential, tolerance, $"tangential at {actual.Points[i].Frequency}/mm");
            field.Near(sagittal[i], actual.Points[i].Sagittal, tolerance, $"sagittal at {actual.Points[i].Frequency}/mm");
        }
    }
}
