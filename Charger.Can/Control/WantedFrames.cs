namespace Charger.Can
{
    /// <summary>The identifiers that each bus receives: at most six, one per acceptance filter of a controller.</summary>
    public static class WantedFrames
    {
        /// <summary>
        /// Returns a new array; called once per bus at the start. The first and second, third and fourth are pairs that differ in few bits:
        /// a pair shares a filter of the receive buffer that rolls over, and so can use both buffers. The BMS request, listed twice,
        /// has that buffer for itself: no answer to a counter query can take its place.
        /// </summary>
        public static uint[] Of(CanBus bus)
        {
            if (bus == CanBus.Module)
            {
                return new uint[]
                {
                    ModuleProtocol.TerminalPowerId, ModuleProtocol.TerminalStatusId,
                    ModuleProtocol.ControlAnswerId, ModuleProtocol.QueryAnswerId,
                    ModuleProtocol.HeartbeatId,
                };
            }
            return new uint[]
            {
                BmsProtocol.RequestId, BmsProtocol.RequestId,
                BmsProtocol.ChargeCounterId, BmsProtocol.DischargeCounterId,
                BmsProtocol.DalyId,
            };
        }
    }
}
