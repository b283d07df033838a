namespace Charger.Can
{
    /// <summary>Which identifiers each bus is listened to for: at most the six acceptance filters of a controller.</summary>
    public static class WantedFrames
    {
        /// <summary>
        /// A new array; called once a bus at the start. The first and second, third and fourth are pairs that differ in few bits:
        /// a pair shares a filter of the receive buffer that rolls over, and so has both buffers. The BMS's request, given twice,
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
