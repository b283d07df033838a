namespace Firmware.Adapters
{
    /// <summary>Filled in by the flavour.</summary>
    public sealed class MessageLinks
    {
    }
}
