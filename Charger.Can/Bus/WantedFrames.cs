namespace Charger.Can
{
    /// <summary>Which identifiers each bus is listened to for: at most the six acceptance filters of a controller.</summary>
    public static class WantedFrames
    {
        /// <summary>A new array; called once a bus at the start. The busiest two first: they get the buffer that rolls over.</summary>
        public static uint[] Of(CanBus bus)
        {
            if (bus == CanBus.Module)
            {
                return new uint[]
                {
                    ModuleProtocol.TerminalPowerId, ModuleProtocol.QueryAnswerId, ModuleProtocol.ControlAnswerId,
                    ModuleProtocol.TerminalStatusId, ModuleProtocol.HeartbeatId,
                };
            }
            return new uint[] { BmsProtocol.RequestId, BmsProtocol.DalyId, BmsProtocol.ChargeCounterId, BmsProtocol.DischargeCounterId };
        }
    }
}
