namespace Charger.Can
{
    /// <summary>What became of a frame.</summary>
    public enum DecodeResult
    {
        Ok,

        /// <summary>No identifier or function of this bus's table.</summary>
        Unknown,

        /// <summary>DLC is not 8: the frame is dropped and is no sign of life.</summary>
        WrongLength,

        /// <summary>Outside the plausible range: above it counts as over a limit, below it as unknown, neither as energy. The frame still is a sign of life.</summary>
        Implausible,

        /// <summary>The module answered with an error status (d0 = 0x2x).</summary>
        Refused,
    }
}
