using Charger.Can;

namespace Firmware.Terminal
{
    /// <summary>Bus states as the console spells them (Enum.ToString prints a number on the device).</summary>
    internal static class CanNames
    {
        public static string Of(CanBusState state)
        {
            switch (state)
            {
                case CanBusState.Active: return "active";
                case CanBusState.Warning: return "warning";
                case CanBusState.Passive: return "passive";
                case CanBusState.BusOff: return "bus-off";
                default: return "down";
            }
        }
    }
}
