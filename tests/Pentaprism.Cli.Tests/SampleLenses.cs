namespace Pentaprism.Cli.Tests;

/// <summary>Small lens files, written where a test wants them: the triplet that textbooks call the Cooke triplet.</summary>
internal static class SampleLenses
{
    /// <summary>f = 50 mm, f/5, 20 degrees; model glasses, so that no catalogue is needed.</summary>
    public const string Triplet = """
        VERS 140124 258 36214
        NAME Cooke triplet
        UNIT MM X W X CM MR CPMM
        ENPD 10
        FTYP 0 0 3 3 0 0 0
        XFLN 0 0 0
        YFLN 0 14 20
        WAVM 1 0.48 1
        WAVM 2 0.55 1
        WAVM 3 0.65 1
        PWAV 2
        SURF 0
          TYPE STANDARD
          CURV 0
          DISZ INFINITY
        SURF 1
          TYPE STANDARD
          CURV 0.045426485
          DISZ 3.25896
          GLAS ___BLANK 1 0 1.62041 60.32
        SURF 2
          TYPE STANDARD
          CURV -0.002294841
          DISZ 6.00755
        SURF 3
          TYPE STANDARD
          CURV -0.045018097
          DISZ 1
          GLAS ___BLANK 1 0 1.62004 36.37
        SURF 4
          STOP
          TYPE STANDARD
          CURV 0.049280775
          DISZ 4.75041
        SURF 5
          TYPE STANDARD
          CURV 0.012549634
          DISZ 2.95208
          GLAS ___BLANK 1 0 1.62041 60.32
        SURF 6
          TYPE STANDARD
          CURV -0.054361625
          DISZ 42.20778
        SURF 7
          TYPE STANDARD
          CURV 0
          DISZ 0
        """;

    /// <summary>Writes a file into the folder of a command line.</summary>
    public static string WriteLens(this CommandLine line, string name, string text = Triplet)
    {
        File.WriteAllText(line.File(name), text);
        return line.File(name);
    }
}
