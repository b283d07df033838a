using Firmware.Page;

namespace Firmware
{
    public sealed partial class FirmwarePorts
    {
        /// <summary>The status page over HTTP. Only in images of the flavour Page=Status.</summary>
        public StatusPage Page;
    }
}
