using Charger.Runtime;
using Ocpp.Client;

/// <summary>A wallbox for AC: plug contact, residual-current monitor, relay, pilot signal. No CAN, no battery that talks.</summary>
public sealed class AcCharger
{
    private const int Volts = 230, MostMa = 16000, TakesW = 100;
    public ChargePoint Point;
    public IInputPin Plug, Tripped;
    public IOutputPin Relay;
    public long MeterWh;
    public int PowerW;
    private readonly ConnectorInputs _inputs = new ConnectorInputs();

    /// <summary>What the pilot offers the vehicle; 0 for nothing.</summary>
    public int PilotMa { get; private set; }

    public long Step(long nowMs)
    {
        bool fault = Tripped.Read();
        _inputs.Plugged = Plug.Read();
        _inputs.RegisterWh = MeterWh;
        _inputs.PowerW = PowerW;
        _inputs.Energy = PilotMa == 0 ? EnergyState.SuspendedByCharger : PowerW < TakesW ? EnergyState.SuspendedByVehicle : EnergyState.Charging;
        _inputs.FaultStops = fault;
        _inputs.FaultErrorCode = fault ? "GroundFailure" : null;
        _inputs.NotReadyBecause = fault ? "the residual-current monitor has tripped" : null;
        _inputs.EndedReason = fault ? "Other" : null;
        _inputs.EndedSerial = fault ? Point.Outputs.TransactionSerial : 0;
        long next = Point.Step(nowMs, _inputs);
        ConnectorOutputs o = Point.Outputs;
        int ma = fault || !o.TransactionRunning || !o.EnergyPermitted ? 0 : MostMa;
        if (o.LimitMa >= 0 && o.LimitMa < ma) ma = o.LimitMa;
        if (o.LimitW >= 0 && o.LimitW * 1000L / Volts < ma) ma = (int)(o.LimitW * 1000L / Volts);
        PilotMa = ma;
        Relay.Write(ma > 0);
        return next;
    }
}
