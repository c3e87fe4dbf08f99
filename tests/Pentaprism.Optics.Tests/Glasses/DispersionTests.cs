using Pentaprism.Optics.Glasses;
using Pentaprism.Optics.Prescriptions;

namespace Pentaprism.Optics.Tests.Glasses;

/// <summary>Formulas against values worked out by hand at w = 1 and w = 2 micrometres, where every power is exact, and against data sheets.</summary>
public class DispersionTests
{
    private static readonly WavelengthRange _range = new(900, 2100);

    public static TheoryData<int, double[], double, double> Agf => new()
    {
        { 1, [2, 0.01, 0.02, 0.003, 0.0004, 0.00005], Math.Sqrt(2.03345), Math.Sqrt(2 + 0.04 + 0.005 + (0.003 / 16) + (0.0004 / 64) + (0.00005 / 256)) },
        { 2, [1, 0.5, 0.5, 0.75, 0.25, 2], Math.Sqrt(1 + 2 + 2 - 0.25), Math.Sqrt(1 + (4 / 3.5) + (2 / 3.25) + 0.5) },
        { 3, [1.5, 0.01, 0.001, -0.002, 0.0001, -0.00001], 1.5 + (0.01 / 0.972) + (0.001 / (0.972 * 0.972)) - 0.00191, 1.5 + (0.01 / 3.972) + (0.001 / (3.972 * 3.972)) - 0.008 + 0.0016 - 0.00064 },
        { 4, [0.5, 1, 0.5, 0.25, 3], Math.Sqrt(1.5 + (1 / 0.75) + (0.25 / -8)), Math.Sqrt(1.5 + (4 / 3.75) + (0.25 / -5)) },
        { 5, [1.5, 0.01, 0.001], 1.511, 1.505 + (0.001 / Math.Pow(2, 3.5)) },
        { 6, [1, 0.5, 0.5, 0.75, 0.25, 2, 0.125, 3], Math.Sqrt(4.75 - 0.0625), Math.Sqrt(1 + (4 / 3.5) + (2 / 3.25) + 0.5 + 0.5) },
        { 7, [2, 0.01, 0.25, 0.02], Math.Sqrt(2 + (0.01 / 0.75) - 0.02), Math.Sqrt(2 + (0.01 / 3.75) - 0.08) },
        { 8, [2, 0.01, 0.25, 0.02], Math.Sqrt(2 + (0.01 / 0.75) - 0.02), Math.Sqrt(2 + (0.04 / 3.75) - 0.08) },
        { 9, [1.5, 1, 0.25, 0.5, 9], Math.Sqrt(1.5 + (1 / 0.75) - (1 / 16.0)), Math.Sqrt(1.5 + (4 / 3.75) - 0.4) },
        { 10, [2, 0.01, 0.02, 0.003, 0.0004, 0.00005, 0.000006, 0.0000007], Math.Sqrt(2.0334567), Math.Sqrt(2 + 0.04 + 0.005 + (0.003 / 16) + (0.0004 / 64) + (0.00005 / 256) + (0.000006 / 1024) + (0.0000007 / 4096)) },
        { 11, [1, 0.5, 0.5, 0.75, 0.25, 2, 0.125, 3, 0.0625, 5], Math.Sqrt(4.6875 - 0.015625), Math.Sqrt(1 + (4 / 3.5) + (2 / 3.25) + 1 - 0.25) },
        { 12, [2, 0.01, 0.02, 0.003, 0.0004, 0.00005, 0.000006, 0.0000007], Math.Sqrt(2.0334567), Math.Sqrt(2 + 0.04 + 0.005 + (0.003 / 16) + (0.0004 / 64) + (0.00005 / 256) + (0.000006 * 16) + (0.0000007 * 64)) },
        { 13, [2, 0.01, 0.02, 0.003, 0.0004, 0.00005, 0.000006, 0.0000007, 0.00000008], Math.Sqrt(2.03345678), Math.Sqrt(2 + 0.04 + 0.32 + (0.003 / 4) + (0.0004 / 16) + (0.00005 / 64) + (0.000006 / 256) + (0.0000007 / 1024) + (0.00000008 / 4096)) },
    };

    public static TheoryData<int, double[], double, double> RefractiveIndexInfo => new()
    {
        { 1, [0.1, 1, 0.5, 0.5, 3], Math.Sqrt(1.1 + (1 / 0.75) - (0.5 / 8)), Math.Sqrt(1.1 + (4 / 3.75) - 0.4) },
        { 2, [0.1, 1, 0.25, 0.5, 9], Math.Sqrt(1.1 + (1 / 0.75) - (0.5 / 8)), Math.Sqrt(1.1 + (4 / 3.75) - 0.4) },
        { 3, [2, 0.1, 2, 0.02, -2], Math.Sqrt(2.12), Math.Sqrt(2.405) },
        { 4, [2, 0.1, 1, 0.5, 2, 0.2, 0, 3, 2, 0.01, 4], Math.Sqrt(2.01 + (0.1 / 0.75) - (0.2 / 8)), Math.Sqrt(2.16 + (0.2 / 3.75) - 0.04) },
        { 5, [1.5, 0.01, -1, 0.02, 2], 1.53, 1.585 },
        { 6, [0, 0.05, 2, 0.01, 3], 1 + 0.05 + 0.005, 1 + (0.05 / 1.75) + (0.01 / 2.75) },
        { 7, [1.5, 0.01, 0.001, -0.002, 0.0001, -0.00001], 1.5 + (0.01 / 0.972) + (0.001 / (0.972 * 0.972)) - 0.00191, 1.5 + (0.01 / 3.972) + (0.001 / (3.972 * 3.972)) - 0.008 + 0.0016 - 0.00064 },
        { 8, [0.25, 0.01, 0.5, -0.001], Math.Sqrt((1 + (2 * 0.269)) / (1 - 0.269)), Math.Sqrt((1 + (2 * (0.246 + (0.04 / 3.5)))) / (1 - (0.246 + (0.04 / 3.5)))) },
        { 9, [2.5, 0.02, 0.25, 0.03, 1.5, 0.75], Math.Sqrt(2.5 + (0.02 / 0.75) - 0.015), Math.Sqrt(2.5 + (0.02 / 3.75) + 0.015) },
    };

    [Theory]
    [MemberData(nameof(Agf))]
    public void Agf_formulas_give_what_the_manual_prints(int number, double[] coefficients, double atOne, double atTwo)
    {
        var dispersion = AgfFormulas.Create(number, coefficients, _range);
        Assert.Equal(atOne, dispersion.Index(1000), 1e-14);
        Assert.Equal(atTwo, dispersion.Index(2000), 1e-14);
    }

    [Theory]
    [MemberData(nameof(RefractiveIndexInfo))]
    public void Formulas_of_refractiveindex_info_give_what_its_page_prints(int number, double[] coefficients, double atOne, double atTwo)
    {
        var dispersion = RefractiveIndexFormulas.Create(number, coefficients, _range);
        Assert.Equal(atOne, dispersion.Index(1000), 1e-14);
        Assert.Equal(atTwo, dispersion.Index(2000), 1e-14);
    }

    [Fact]
    public void A_dispersion_answers_a_tenth_beyond_its_range_and_then_refuses()
    {
        var dispersion = AgfFormulas.Create(1, [2.25], new WavelengthRange(400, 700));
        Assert.Equal(1.5, dispersion.Index(361));
        Assert.Equal(1.5, dispersion.Index(769));
        Assert.Contains("400 to 700 nm", Assert.Throws<ArgumentOutOfRangeException>(() => dispersion.Index(359)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => dispersion.Index(771));
        Assert.Throws<ArgumentOutOfRangeException>(() => dispersion.Index(double.NaN));
    }

    [Fact]
    public void A_formula_without_sense_at_a_wavelength_refuses_instead_of_giving_NaN()
    {
        var dispersion = AgfFormulas.Create(1, [-1], WavelengthRange.Any);
        Assert.False(dispersion.TryIndex(500, out var index));
        Assert.Equal(0, index);
    }

    /// <summary>Quadratic in λ⁻² through the nearest three of the 31 samples of an LZOS table, here taken from N-BK7.</summary>
    [Fact]
    public void A_table_is_interpolated_to_a_hundred_thousandth()
    {
        var glass = GlassLibrary.BuiltIn["SCHOTT N-BK7"];
        var samples = ((TabulatedDispersion)GlassLibrary.BuiltIn["LZOS K8"].Dispersion).Samples;
        var table = new TabulatedDispersion([.. samples.Where(s => s.Nanometres < 2500).Select(s => new IndexSample(s.Nanometres, glass.Index(s.Nanometres)))]);
        for (var nanometres = 400.0; nanometres < 900; nanometres += 7)
        {
            Assert.Equal(glass.Index(nanometres), table.Index(nanometres), 1e-5);
        }
    }

    [Fact]
    public void A_single_sample_answers_near_its_wavelength_only()
    {
        var table = new TabulatedDispersion(new IndexSample(589.29, 1.452));
        Assert.Equal(1.452, table.Index(Wavelength.LineD));
        Assert.False(table.TryIndex(500, out _));
    }

    [Theory]
    [InlineData(1.5168, 64.17)]
    [InlineData(1.64769, 33.8)]
    [InlineData(1.92286, 18.9)]
    public void A_model_glass_is_exact_at_d_and_in_its_Abbe_number(double nd, double vd)
    {
        var glass = new ModelGlass(nd, vd);
        Assert.Equal(nd, glass.Index(Wavelength.LineD));
        Assert.Equal(vd, (nd - 1) / (glass.Index(Wavelength.LineF) - glass.Index(Wavelength.LineC)), 1e-10);
    }

    [Fact]
    public void A_model_glass_without_dispersion_has_one_index()
    {
        var glass = new ModelGlass(1.7, 0);
        Assert.Equal(1.7, glass.Index(400));
        Assert.Equal("1.7:0", glass.Name);
    }

    /// <summary>Table of the N-BK7 data sheet, 10⁻⁶/K: from, to, nm, relative to air, absolute.</summary>
    [Theory]
    [InlineData(-40, -20, 1060.0, 2.4, 0.3)]
    [InlineData(-40, -20, 546.07, 2.9, 0.8)]
    [InlineData(-40, -20, 435.84, 3.3, 1.2)]
    [InlineData(20, 40, 1060.0, 2.4, 1.1)]
    [InlineData(20, 40, 546.07, 3.0, 1.6)]
    [InlineData(20, 40, 435.84, 3.5, 2.1)]
    [InlineData(60, 80, 1060.0, 2.5, 1.5)]
    [InlineData(60, 80, 546.07, 3.1, 2.1)]
    [InlineData(60, 80, 435.84, 3.7, 2.7)]
    public void The_index_changes_with_temperature_as_the_data_sheet_of_N_BK7_prints(double from, double to, double nanometres, double relative, double absolute)
    {
        var glass = GlassLibrary.BuiltIn["N-BK7"];
        Assert.Equal(relative, 1e6 * (glass.IndexAt(nanometres, to) - glass.IndexAt(nanometres, from)) / (to - from), 0.06);
        Assert.Equal(absolute, 1e6 * (glass.IndexAt(nanometres, to, 0) - glass.IndexAt(nanometres, from, 0)) / (to - from), 0.06);
        Assert.Equal(glass.Index(nanometres), glass.IndexAt(nanometres, 20), 1e-12);
    }
}
