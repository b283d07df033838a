namespace Firmware
{
    /// <summary>The version in BootNotification and on the console.</summary>
    public static class FirmwareVersion
    {
        public const string Text = "0.1.0";
    }
}
