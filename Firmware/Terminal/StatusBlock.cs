using Charger.Can;
using Charger.Runtime;

namespace Firmware.Terminal
{
    /// <summary>
    /// The four lines every 10 s, as in the former firmware: Status, Metrics, Vehicle, Charger. A "-" stands for an
    /// unknown value.
    /// </summary>
    internal sealed class StatusBlock
    {
        private const int FlowingMa = 1000;

        private readonly TextOutput _out;

        public StatusBlock(TextOutput output)
        {
            _out = output;
        }

        public void Write(long nowMs, bool networkUp, ChargerSnapshot charger, SessionStatus session)
        {
            _out.Text("[Status] Uptime: ").Number(nowMs / 1000).Text(" s | Network: ").Text(networkUp ? "up" : "down");
            _out.Text(" | OCPP: ").Text(session.LinkOpen ? "connected" : "disconnected").Text(" | State: ").Text(Known(session.Connector)).Line();
            _out.Text("[Metrics] V=").Measured(charger.VoltageMv, 3, 1).Text(" V I=").Measured(charger.CurrentMa, 3, 1).Text(" A SOC=").Measured(charger.SocDeciPercent, 1, 1);
            _out.Text(" % Range=").Measured(charger.RangeDeciKm, 1, 1).Text(" km Temp=");
            if (charger.TemperatureMilliC == ChargerSnapshot.UnknownTemperature) _out.Text("-");
            else _out.Fixed(charger.TemperatureMilliC, 3, 1);
            _out.Text(" C Energy=").Number(session.TransactionRunning ? charger.RegisterWh - session.MeterStartWh : 0).Line(" Wh");
            _out.Text("[Vehicle] Plugged=").YesNo(charger.Plugged).Text(" | Model=").Text(BmsProtocol.ModelName(charger.VehicleModel)).Text(" | BMS limit=");
            _out.Measured(charger.BmsLimitMv, 3, 1).Text(" V ").Measured(charger.BmsLimitMa, 3, 1).Text(" A | BMS permits=").YesNo(charger.BmsPermits).Line();
            _out.Text("[Charger] Module=").Text(charger.ModuleHealthy ? "online" : "offline").Text(" | Output=").Text(charger.OutputOn ? "on" : "off");
            _out.Text(" | Transaction=").Text(session.TransactionRunning ? "running" : "none").Text(" | Current=").Text(charger.CurrentMa >= FlowingMa ? "flowing" : "zero");
            _out.Text(" | OCPP=").Line(session.EnergyPermitted ? "permits" : "blocks");
        }

        private static string Known(string text)
        {
            return text.Length == 0 ? "-" : text;
        }
    }
}
