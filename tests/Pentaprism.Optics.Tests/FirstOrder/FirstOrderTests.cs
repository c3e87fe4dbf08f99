using System.Text.Json;
using Pentaprism.Optics.FirstOrder;
using Pentaprism.TestSupport;

namespace Pentaprism.Optics.Tests.FirstOrder;

public sealed class FirstOrderTests
{
    private const string File = "optics/ref/reference.json";

    [DataFact(File)]
    public void First_order_of_eight_lenses_is_that_of_the_reference()
    {
        foreach (var lens in JsonDocument.Parse(System.IO.File.ReadAllBytes(TestData.Path(File))).RootElement.EnumerateObject())
        {
            var data = FirstOrderData.Of(ReferenceLenses.Get(lens.Name));
            var expected = lens.Value.GetProperty("first_order");
            void Check(string key, double actual)
            {
                var value = expected.GetProperty(key).GetDouble();
                Assert.True(Math.Abs(actual - value) <= 1e-11 * Math.Max(1, Math.Abs(value)), $"{lens.Name} {key}: {actual:r}, not {value:r}");
            }

            Check("efl", data.Efl);
            Check("bfl", data.Bfl);
            Check("fno", data.FNumber);
            Check("epd", data.EntrancePupilDiameter);
            Check("entrance_pupil_from_surface0", data.EntrancePupilPosition);
            Check("exit_pupil_from_image", data.ExitPupilPosition);
            Check("exit_pupil_diameter", data.ExitPupilDiameter);
            Check("stop_semidiameter", data.StopSemiDiameter);
            Check("lagrange", data.LagrangeInvariant);
            Check("petzval_radius", data.PetzvalRadius);
            Check("surface0_to_image", data.ImagePosition);
            Check("track_front_vertex_to_image", data.TotalTrack);
        }
    }
}
