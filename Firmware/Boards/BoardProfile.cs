namespace Firmware
{
    /// <summary>How a board reaches the network.</summary>
    public enum NetworkKind
    {
        /// <summary>The ESP32's own radio, with the name and password that the platform keeps.</summary>
        Wifi,
        /// <summary>An RMII transceiver on pins of its own.</summary>
        Ethernet,
    }

    /// <summary>
    /// One board: which pin does what. Data only, filled by <see cref="BoardTable"/>; <see cref="Conflict"/> is asked before
    /// any pin is opened. A pin is the chip's GPIO number, or <see cref="NotFitted"/>.
    /// </summary>
    public sealed class BoardProfile
    {
        /// <summary>Stands for no pin.</summary>
        public const int NotFitted = -1;

        /// <summary>By which <see cref="BoardChoice"/> and the console know it; at most <see cref="BoardChoice.LongestName"/> bytes.</summary>
        public string Name;
        /// <summary>How it reaches the network.</summary>
        public NetworkKind Network;
        /// <summary>The chip it has; its pins must not be used on another one.</summary>
        public ChipKind Chip;

        /// <summary>Crystal of both MCP2515 in MHz: 8 or 16.</summary>
        public int CrystalMhz;

        /// <summary>Bit n set: GPIO n belongs to the module itself (RMII, PSRAM); <see cref="ReservedFor"/> says to what.</summary>
        public long ReservedPins;
        /// <summary>What they belong to, as the rest of a sentence that begins with "belongs to".</summary>
        public string ReservedFor;

        /// <summary>GPIO number by role; one array, since each field of an object takes 12 bytes on the device.</summary>
        private readonly sbyte[] _pins = new sbyte[PinRoles.Count];

        /// <summary>GPIO number of the role, or <see cref="NotFitted"/>.</summary>
        public int Pin(PinRole role)
        {
            return _pins[(int)role];
        }

        /// <summary>Gives a pin of the chip, or <see cref="NotFitted"/>, to a role. <see cref="Conflict"/> checks it, not this.</summary>
        public void Set(PinRole role, int pin)
        {
            _pins[(int)role] = (sbyte)pin;
        }

        /// <summary>Removes the pins of all roles.</summary>
        public void Clear()
        {
            for (int i = 0; i < _pins.Length; i++) _pins[i] = NotFitted;
        }

        /// <summary>Null when all pins fit, else one sentence with the pin, its role and the reason.</summary>
        public string Conflict()
        {
            for (int i = 0; i < PinRoles.Count; i++)
            {
                int pin = _pins[i];
                if (pin == NotFitted) continue;
                string why = ChipPins.Refusal(Chip, pin, (PinRole)i);
                if (why == null && (ReservedPins & 1L << pin) != 0) why = "belongs to " + ReservedFor;
                for (int j = 0; j < i && why == null; j++)
                    if (_pins[j] == pin) why = "is used by " + PinRoles.NameOf((PinRole)j) + " too";
                if (why != null) return "board '" + Name + "': pin " + pin + " of " + PinRoles.NameOf((PinRole)i) + " " + why;
            }
            return null;
        }
    }
}
