using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pentaprism.Imaging;

/// <summary>The curve between linear light and the codes of a picture: a straight line near black and a power above it.</summary>
/// <remarks>
/// For x ≥ 0, encoded = slope · x up to the knee and (1 + offset) · x^(1/gamma) − offset above; negative light mirrors through the origin.
/// Values above 1 follow the same curve.
/// </remarks>
public sealed record TransferFunction
{
    private TransferFunction(string name, double gamma, double offset, double slope, double knee)
    {
        (Name, Gamma, Offset, Slope, Knee) = (name, gamma, offset, slope, knee);
    }

    /// <summary>Gets the identity.</summary>
    public static TransferFunction Linear { get; } = new("linear", 1, 0, 1, 0);

    /// <summary>Gets the curve of sRGB and Display P3 (IEC 61966-2-1).</summary>
    public static TransferFunction Srgb { get; } = new("sRGB", 2.4, 0.055, 12.92, 0.0031308);

    /// <summary>Gets the camera curve of Rec. 709 and Rec. 2020 (ITU-R BT.2020, with the constants of its 12-bit form).</summary>
    public static TransferFunction Rec2020 { get; } = new("Rec. 2020", 1 / 0.45, 0.09929682680944, 4.5, 0.018053968510807);

    /// <summary>Gets the curve of ProPhoto RGB (ROMM, ISO 22028-2).</summary>
    public static TransferFunction Romm { get; } = new("ROMM", 1.8, 0, 16, 0.001953125);

    /// <summary>Gets the reference display curve of video, a power of 2.4 with a black of zero (ITU-R BT.1886).</summary>
    public static TransferFunction Bt1886 { get; } = Power(2.4);

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the exponent from codes to light.</summary>
    public double Gamma { get; }

    /// <summary>Gets the offset a of the power part.</summary>
    public double Offset { get; }

    /// <summary>Gets the slope of the line near black; 0 where there is none.</summary>
    public double Slope { get; }

    /// <summary>Gets the linear light at which the line ends.</summary>
    public double Knee { get; }

    /// <summary>Makes a pure power.</summary>
    /// <param name="gamma">Exponent from codes to light, above 0: 1.8, 2.2, 563/256 …</param>
    /// <returns>The curve.</returns>
    public static TransferFunction Power(double gamma)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gamma);
        return gamma == 1 ? Linear : new($"gamma {gamma:0.###}", gamma, 0, 0, 0);
    }

    /// <summary>Gives the code of a light.</summary>
    /// <param name="linear">Linear light; 1 is the brightest of the ordinary range.</param>
    /// <returns>The code; 0 and 1 stay.</returns>
    public double Encode(double linear)
    {
        var x = Math.Abs(linear);
        var code = x <= Knee ? Slope * x : ((1 + Offset) * Math.Pow(x, 1 / Gamma)) - Offset;
        return Math.CopySign(code, linear);
    }

    /// <summary>Gives the light of a code.</summary>
    /// <param name="encoded">The code.</param>
    /// <returns>Linear light.</returns>
    public double Decode(double encoded)
    {
        var y = Math.Abs(encoded);
        var light = y <= Slope * Knee ? (Slope == 0 ? 0 : y / Slope) : Math.Pow((y + Offset) / (1 + Offset), Gamma);
        return Math.CopySign(light, encoded);
    }

    /// <summary>Encodes a row, with an error below 5e-7 · max(1, code).</summary>
    /// <param name="linear">Linear light.</param>
    /// <param name="encoded">As many codes; may be the same span.</param>
    public void EncodeRow(ReadOnlySpan<float> linear, Span<float> encoded) => RowMap.Apply(new Encoder(this), linear, encoded);

    /// <summary>Decodes a row, with a relative error below 2e-6 within −1 to 1.</summary>
    /// <param name="encoded">Codes.</param>
    /// <param name="linear">As much linear light; may be the same span.</param>
    public void DecodeRow(ReadOnlySpan<float> encoded, Span<float> linear) => RowMap.Apply(new Decoder(this), encoded, linear);

    /// <summary>Encodes a row to 8-bit codes: the nearest of 0 to 255, at most 0.5001 from the exact curve; what is not a number becomes 0.</summary>
    /// <param name="linear">Linear light; clipped to 0 … 1.</param>
    /// <param name="codes">As many codes.</param>
    public void EncodeRow(ReadOnlySpan<float> linear, Span<byte> codes) => CodeRows.Encode(new Encoder(this), linear, codes);

    /// <summary>Encodes a row to 16-bit codes: the nearest of 0 to 65535, at most 0.53 from the exact curve; what is not a number becomes 0.</summary>
    /// <param name="linear">Linear light; clipped to 0 … 1.</param>
    /// <param name="codes">As many codes.</param>
    public void EncodeRow(ReadOnlySpan<float> linear, Span<ushort> codes) => CodeRows.Encode(new Encoder(this), linear, codes);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private readonly struct Encoder(TransferFunction curve) : IRowMap
    {
        private readonly float _exponent = (float)(1 / curve.Gamma);
        private readonly float _offset = (float)curve.Offset;
        private readonly float _scale = (float)(1 + curve.Offset);
        private readonly float _slope = (float)curve.Slope;
        private readonly float _knee = curve.Gamma == 1 ? float.PositiveInfinity : (float)curve.Knee;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Map(Vector<float> x)
        {
            var light = Vector.Abs(x);
            var power = Vector.FusedMultiplyAdd(VectorMath.Pow(light, _exponent), new Vector<float>(_scale), new Vector<float>(-_offset));
            var code = Vector.ConditionalSelect(Vector.GreaterThan(light, new Vector<float>(_knee)), power, light * _slope);
            return Vector.CopySign(code, x);
        }
    }

    private readonly struct Decoder(TransferFunction curve) : IRowMap
    {
        private readonly float _exponent = (float)curve.Gamma;
        private readonly float _offset = (float)(curve.Offset / (1 + curve.Offset));
        private readonly float _scale = (float)(1 / (1 + curve.Offset));
        private readonly float _slope = curve.Slope == 0 ? 0 : (float)(1 / curve.Slope);
        private readonly float _knee = curve.Gamma == 1 ? float.PositiveInfinity : (float)(curve.Slope * curve.Knee);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Map(Vector<float> y)
        {
            var code = Vector.Abs(y);
            var power = VectorMath.Pow(Vector.FusedMultiplyAdd(code, new Vector<float>(_scale), new Vector<float>(_offset)), _exponent);
            var light = Vector.ConditionalSelect(Vector.GreaterThan(code, new Vector<float>(_knee)), power, code * _slope);
            return Vector.CopySign(light, y);
        }
    }
}
