namespace Ocpp.Client.Transport
{
    /// <summary>Numbers of RFC 6455, with the section they come from.</summary>
    public static class WebSocketProtocol
    {
        // 5.2 Base framing.
        public const int Fin = 0x80;
        public const int ReservedBits = 0x70;
        public const int OpcodeBits = 0x0F;
        public const int Mask = 0x80;
        public const int LengthBits = 0x7F;
        public const int Length16 = 126;
        public const int Length64 = 127;
        public const int Continuation = 0;
        public const int Text = 1;
        public const int Binary = 2;
        public const int Close = 8;
        public const int Ping = 9;
        public const int Pong = 10;

        /// <summary>5.5: a control frame's payload is at most this long and never fragmented.</summary>
        public const int MaxControlBytes = 125;

        /// <summary>Header of a client's frame at its longest: 2, length 8, masking key 4.</summary>
        public const int MaxHeaderBytes = 14;

        // 7.4.1 Close codes.
        public const int NormalClosure = 1000;
        public const int GoingAway = 1001;
        public const int ProtocolError = 1002;
        public const int UnsupportedData = 1003;
        public const int NoStatus = 1005;
        public const int InvalidPayload = 1007;
        public const int PolicyViolation = 1008;
        public const int TooBig = 1009;

        /// <summary>Whether a peer may send this code (7.4.1, 7.4.2): 1000 to 1014 without the reserved ones, 3000 to 4999.</summary>
        public static bool IsSendable(int code)
        {
            if (code >= 3000 && code <= 4999) return true;
            return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
        }
    }
}
