using Ocpp.Client.DataTransfer;
using Ocpp.Client.Wire;

namespace Firmware
{
    /// <summary>Answers the central system's DataTransfer with messageId Health: the watermarks as JSON.</summary>
    internal sealed class HealthHandler : DataHandler
    {
        private readonly Composition _firmware;

        public HealthHandler(Composition firmware)
        {
            _firmware = firmware;
        }

        public override string VendorId => _firmware.ChargePoint.Transfers.VendorId;

        public override string MessageId => HealthReport.MessageId;

        public override string Handle(string data, out JsonWriter answer)
        {
            answer = new JsonWriter(new byte[HealthReport.MostBytes]);
            HealthReport.Write(_firmware, _firmware.Ports.Clock.NowMs, answer);
            if (!answer.Overflowed) return "Accepted";
            answer = null;
            return "Rejected";
        }
    }
}
