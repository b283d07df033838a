using Ocpp.Client.Wire;

namespace Ocpp.Client.DataTransfer
{
    /// <summary>Serves the central system's DataTransfers of one vendor and one messageId; added to <see cref="DataTransferCalls"/>.</summary>
    public abstract class DataHandler
    {
        internal DataHandler Next;

        /// <summary>Compared without regard to case (S 6.15: CiString).</summary>
        public abstract string VendorId { get; }

        /// <summary>Empty for calls that name none.</summary>
        public abstract string MessageId { get; }

        /// <summary>Accepted or Rejected (S 7.23).</summary>
        /// <param name="data">Null where none came.</param>
        /// <param name="answer">The data of the answer, or null.</param>
        public abstract string Handle(string data, out JsonWriter answer);
    }
}
