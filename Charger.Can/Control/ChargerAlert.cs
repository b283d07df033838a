namespace Charger.Can
{
    /// <summary>
    /// Events that are sent as BMSAlert: kinds of <see cref="Charger.Runtime.Message"/>. Number: when it happened, monotonic ms. Text: the
    /// alert's message.
    /// </summary>
    public static class ChargerAlert
    {
        /// <summary>The BMS permits charging after it had refused.</summary>
        public const int PermissionGranted = 1;
        /// <summary>The BMS refuses: on the plug-in too, and again when its bits change.</summary>
        public const int PermissionRefused = 2;
        /// <summary>By button, console or restart.</summary>
        public const int EmergencyStop = 3;

        /// <summary>alertType of the vendor message.</summary>
        public static string TypeOf(int kind)
        {
            switch (kind)
            {
                case PermissionGranted: return "PermissionGranted";
                case PermissionRefused: return "PermissionRefused";
                default: return "EmergencyStop";
            }
        }

        /// <summary>The bits of d4 in words; null for none.</summary>
        public static string Refusal(int bits)
        {
            if (bits == 0) return null;
            string text = "";
            if ((bits & BmsProtocol.RefusesOverCurrent) != 0) text += " over-current";
            if ((bits & BmsProtocol.RefusesCellVoltage) != 0) text += " cell-voltage";
            if ((bits & BmsProtocol.RefusesThermal) != 0) text += " thermal";
            if ((bits & BmsProtocol.RefusesCommunication) != 0) text += " communication";
            if ((bits & BmsProtocol.RefusesEmergency) != 0) text += " emergency-stop";
            return "BMS refuses 0x" + bits.ToString("X2") + text;
        }
    }
}
