namespace Charger.Can
{
    /// <summary>Result of decoding a frame.</summary>
    public enum DecodeResult
    {
        /// <summary>The values are plausible and complete.</summary>
        Ok,

        /// <summary>The identifier or the function is not in this bus's table.</summary>
        Unknown,

        /// <summary>DLC is not 8: the frame is dropped and does not count as a sign of life.</summary>
        WrongLength,

        /// <summary>The value is outside the plausible range: above it counts as over the limit, below it as unknown; neither counts as energy. The frame is a sign of life.</summary>
        Implausible,

        /// <summary>The module answered with an error status (d0 = 0x2x).</summary>
        Refused,
    }
}
