namespace Firmware
{
    /// <summary>The version in BootNotification and on the console.</summary>
    public static class FirmwareVersion
    {
        /// <summary>firmwareVersion of BootNotification, at most 50 characters (S 6.3).</summary>
        public const string Text = "0.1.0";
    }
}
