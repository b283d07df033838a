using System.Globalization;
using System.Text;
using Firmware.Page;
using Simulator.World;

namespace Simulator.DevicePage;

/// <summary>The status page that images with -p:Page=Status serve, of a simulated charger: fitted before it is powered on, switched on by its file on flash.</summary>
public sealed class SimulatedDevicePage
{
    /// <param name="port">The owner has switched it on at this port; 0 leaves it off.</param>
    public SimulatedDevicePage(ChargerWorld charger, int port, bool anyPort = false)
    {
        Listener = new SocketPageListener { AnyPort = anyPort };
        if (port > 0) charger.Storage.Deploy(PageAccess.File, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{PageAccess.Wifi} {port}")));
        Action<global::Firmware.FirmwarePorts>? others = charger.PortsMade;
        charger.PortsMade = ports =>
        {
            others?.Invoke(ports);
            Listener.PowerOff();
            ports.Page = new StatusPage(Listener, ports.Storage);
        };
    }

    public SocketPageListener Listener { get; }
}
