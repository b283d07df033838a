using Firmware.Panel;

namespace Firmware
{
    public sealed partial class FirmwarePorts
    {
        /// <summary>Status light, buzzer and card reader; null where none of them is fitted. Only in images of the flavour Panel=Fitted.</summary>
        public OperatorPanel Panel;
    }
}
