namespace Firmware
{
    /// <summary>The chip on a board.</summary>
    public enum ChipKind
    {
        /// <summary>ESP32: pins 0 to 39.</summary>
        Esp32,
        /// <summary>ESP32-S3: pins 0 to 48.</summary>
        Esp32S3,

        /// <summary>A chip that no board of <see cref="BoardTable"/> has: C3, C6, S2 and others.</summary>
        Other,
    }

    /// <summary>Which pins a role cannot use because the chip itself uses them, by its data sheet.</summary>
    public static class ChipPins
    {
        /// <summary>The chip of a nanoFramework image, by the image's name ("ESP32_REV3", "ESP32_S3_QUAD"); names of boards without a chip's name are ESP32.</summary>
        public static ChipKind ChipOf(string targetName)
        {
            if (targetName.IndexOf("S3") >= 0) return ChipKind.Esp32S3;
            return targetName.IndexOf("ESP32_C") >= 0 || targetName.IndexOf("ESP32_S2") >= 0 || targetName.IndexOf("ESP32_H2") >= 0 || targetName.IndexOf("ESP32_P4") >= 0 ? ChipKind.Other : ChipKind.Esp32;
        }

        /// <summary>Null when <paramref name="role"/> may have the pin on that chip, else the reason as the rest of a sentence that begins with the pin and its role.</summary>
        public static string Refusal(ChipKind chip, int pin, PinRole role)
        {
            bool s3 = chip == ChipKind.Esp32S3;
            int highest = s3 ? 48 : 39;
            if (pin < 0 || pin > highest) return "does not exist (0 to " + highest + ", -1 for not fitted)";
            if (s3 ? pin >= 22 && pin <= 25 : pin == 20 || pin == 24 || pin >= 28 && pin <= 31) return "does not exist on this chip";
            if (s3 ? pin >= 26 && pin <= 32 : pin >= 6 && pin <= 11) return "belongs to the flash chip";
            if (s3 ? pin == 43 || pin == 44 : pin == 1 || pin == 3) return "belongs to UART0, by which the chip is flashed";
            if (s3 && (pin == 19 || pin == 20)) return "belongs to the chip's USB port";
            if (!s3 && pin >= 34 && PinRoles.Drives(role)) return "is an input only (34 to 39 are)";
            return Strapping(s3, pin, role);
        }

        /// <summary>Pins whose level at the reset decides how the chip starts. A chip select's pull-up is the level that ESP32's 5 and 15 want.</summary>
        private static string Strapping(bool s3, int pin, PinRole role)
        {
            if (pin == 0) return "decides at the reset whether the chip starts or waits for its flasher";
            if (s3)
            {
                if (pin == 45) return "decides at the reset the voltage of the flash chip";
                return pin == 46 ? "decides at the reset how the chip is flashed" : null;
            }
            if (pin == 12) return "decides at the reset the voltage of the flash chip";
            if (pin == 2) return "decides at the reset whether the chip can be flashed";
            return (pin == 5 || pin == 15) && !PinRoles.IsChipSelect(role) ? "must be high at the reset: only a chip select with its pull-up may have it" : null;
        }
    }
}
