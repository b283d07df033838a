using Firmware.Page;

namespace Firmware.Adapters
{
    internal sealed partial class DevicePorts
    {
        partial void OpenPage()
        {
            _ports.Page = new StatusPage(new PageSockets(new PageNetworks()), _ports.Storage);
        }
    }
}
