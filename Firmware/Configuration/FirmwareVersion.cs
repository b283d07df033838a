namespace Firmware
{
    /// <summary>The version BootNotification and the console tell.</summary>
    public static class FirmwareVersion
    {
        public const string Text = "0.1.0";
    }
}
