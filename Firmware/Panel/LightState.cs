namespace Firmware.Panel
{
    /// <summary>What the status light shows; the order is that of <see cref="LightPatterns"/>.</summary>
    public enum LightState
    {
        /// <summary>Ready for a vehicle: green.</summary>
        Available,
        /// <summary>Plugged in or an id presented: green blinks.</summary>
        Preparing,
        /// <summary>Energy flows: blue, almost always on.</summary>
        Charging,
        /// <summary>A transaction runs and no energy flows: blue, short.</summary>
        Suspended,
        /// <summary>Over, still plugged in: green, fast.</summary>
        Finishing,
        /// <summary>For another id: yellow.</summary>
        Reserved,
        /// <summary>By ChangeAvailability: red.</summary>
        Unavailable,
        /// <summary>A fault stops the charger: red, fast.</summary>
        Faulted,
        /// <summary>Available, but the central system is not connected: yellow, short.</summary>
        Offline,
        /// <summary>Firmware is being downloaded or installed: yellow blinks.</summary>
        Updating,
    }

    /// <summary>The one table of what the light does in each state.</summary>
    public static class LightPatterns
    {
        /// <summary>How many states there are.</summary>
        public const int Count = 10;
        /// <summary>Bit of the colour red.</summary>
        public const int Red = 1;
        /// <summary>Bit of the colour green.</summary>
        public const int Green = 2;
        /// <summary>Bit of the colour blue; red and green together are yellow.</summary>
        public const int Blue = 4;

        /// <summary>Off time of a light that does not blink.</summary>
        public const int Steady = 0;

        /// <summary>Colours as bits, and for how long they are on and off, in ms.</summary>
        public static int Of(LightState state, out int onMs, out int offMs)
        {
            onMs = 500;
            offMs = 500;
            switch (state)
            {
                case LightState.Available: offMs = Steady; return Green;
                case LightState.Preparing: return Green;
                case LightState.Charging: onMs = 1500; return Blue;
                case LightState.Suspended: onMs = 200; offMs = 1800; return Blue;
                case LightState.Finishing: onMs = 200; offMs = 300; return Green;
                case LightState.Reserved: offMs = Steady; return Red | Green;
                case LightState.Unavailable: offMs = Steady; return Red;
                case LightState.Offline: onMs = 200; offMs = 2800; return Red | Green;
                case LightState.Updating: return Red | Green;
                default: onMs = 250; offMs = 250; return Red;
            }
        }

        /// <summary>The state's name, for the console and the simulator's page.</summary>
        public static string NameOf(LightState state)
        {
            switch (state)
            {
                case LightState.Available: return "Available";
                case LightState.Preparing: return "Preparing";
                case LightState.Charging: return "Charging";
                case LightState.Suspended: return "Suspended";
                case LightState.Finishing: return "Finishing";
                case LightState.Reserved: return "Reserved";
                case LightState.Unavailable: return "Unavailable";
                case LightState.Offline: return "Offline";
                case LightState.Updating: return "Updating";
                default: return "Faulted";
            }
        }

        /// <summary>Chooses the state: a fault has priority over an update, both over the connector's status; offline has the lowest priority.</summary>
        /// <param name="connector">The connector's status in OCPP's word (S 7.7); empty before the first one.</param>
        public static LightState Choose(string connector, bool faulted, bool updating, bool online)
        {
            if (faulted || connector == "Faulted") return LightState.Faulted;
            if (updating) return LightState.Updating;
            switch (connector)
            {
                case "Preparing": return LightState.Preparing;
                case "Charging": return LightState.Charging;
                case "SuspendedEV":
                case "SuspendedEVSE": return LightState.Suspended;
                case "Finishing": return LightState.Finishing;
                case "Reserved": return LightState.Reserved;
                case "Unavailable": return LightState.Unavailable;
                default: return online ? LightState.Available : LightState.Offline;
            }
        }
    }
}
