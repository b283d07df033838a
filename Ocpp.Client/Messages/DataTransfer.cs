using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>DataTransfer (S 6.15, 6.16), which either side may send.</summary>
    public static class DataTransfer
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "DataTransfer";

        private const int LongestVendor = 255;
        private const int LongestMessage = 50;
        private const int LongestStatus = 20;

        /// <summary>Reads all but the data, which has no bound and is read only for a handler.</summary>
        /// <param name="messageId">Empty where it is not given.</param>
        public static bool Read(PayloadReader r, RpcFrame frame, out string vendorId, out string messageId)
        {
            vendorId = null;
            messageId = "";
            r.Begin(frame);
            while (r.NextMember())
            {
                if (r.NameIs("vendorId")) vendorId = r.Text(LongestVendor);
                else if (r.NameIs("messageId")) messageId = r.Text(LongestMessage);
                else if (r.NameIs("data")) r.Slice(int.MaxValue);
            }
            return r.IsGood && (vendorId != null || r.Missing("vendorId"));
        }

        /// <summary>The data of the same call; null when it is not given, or longer than <paramref name="most"/>: the reader then holds the error.</summary>
        public static string ReadData(PayloadReader r, RpcFrame frame, int most)
        {
            string data = null;
            r.Begin(frame);
            while (r.NextMember())
                if (r.NameIs("data")) data = r.Text(most);
            return data;
        }

        /// <summary>Writes the payload of our request; the data is escaped.</summary>
        /// <param name="data">UTF-8 text.</param>
        public static void Write(JsonWriter w, string vendorId, string messageId, byte[] data, int offset, int count)
        {
            w.Text("{\"vendorId\":", vendorId);
            w.Text(",\"messageId\":", messageId);
            w.Raw(",\"data\":");
            w.Quoted(data, offset, count);
            w.Byte('}');
        }

        /// <summary>Writes the payload of our answer; the data is escaped.</summary>
        /// <param name="data">Null for none.</param>
        public static void WriteAnswer(JsonWriter w, string status, JsonWriter data)
        {
            w.Text("{\"status\":", status);
            if (data != null)
            {
                w.Raw(",\"data\":");
                w.Quoted(data.Buffer, 0, data.Count);
            }
            w.Byte('}');
        }

        /// <summary>The status of the answer to ours (S 7.23); null when there is none.</summary>
        public static string ReadAnswer(PayloadReader r, RpcFrame frame)
        {
            string status = null;
            r.Begin(frame);
            while (r.NextMember())
                if (r.NameIs("status")) status = r.Text(LongestStatus);
            return r.IsGood ? status : null;
        }
    }
}
