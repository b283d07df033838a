namespace Ocpp.Client.Transport
{
    /// <summary>Numbers of RFC 6455, with the section they come from.</summary>
    public static class WebSocketProtocol
    {
        // 5.2 Base framing.
        /// <summary>First byte: the frame ends its message.</summary>
        public const int Fin = 0x80;
        /// <summary>First byte: must be 0, since no extension is in use.</summary>
        public const int ReservedBits = 0x70;
        /// <summary>First byte: the opcode.</summary>
        public const int OpcodeBits = 0x0F;
        /// <summary>Second byte: the payload is masked.</summary>
        public const int Mask = 0x80;
        /// <summary>Second byte: the length, or one of the next two.</summary>
        public const int LengthBits = 0x7F;
        /// <summary>The length follows in two bytes.</summary>
        public const int Length16 = 126;
        /// <summary>The length follows in eight bytes.</summary>
        public const int Length64 = 127;
        /// <summary>Opcode: a further fragment of the message.</summary>
        public const int Continuation = 0;
        /// <summary>Opcode: a text message begins.</summary>
        public const int Text = 1;
        /// <summary>Opcode: a binary message begins; OCPP-J has none.</summary>
        public const int Binary = 2;
        /// <summary>Opcode: close frame.</summary>
        public const int Close = 8;
        /// <summary>Opcode: ping.</summary>
        public const int Ping = 9;
        /// <summary>Opcode: pong.</summary>
        public const int Pong = 10;

        /// <summary>5.5: a control frame's payload is at most this long and never fragmented.</summary>
        public const int MaxControlBytes = 125;

        /// <summary>Header of a client's frame at its longest: 2, length 8, masking key 4.</summary>
        public const int MaxHeaderBytes = 14;

        // 7.4.1 Close codes.
        /// <summary>The link is no longer needed.</summary>
        public const int NormalClosure = 1000;
        /// <summary>The charge point restarts, or connects elsewhere.</summary>
        public const int GoingAway = 1001;
        /// <summary>The peer broke the protocol.</summary>
        public const int ProtocolError = 1002;
        /// <summary>A binary message came.</summary>
        public const int UnsupportedData = 1003;
        /// <summary>The close frame had no code; never sent.</summary>
        public const int NoStatus = 1005;
        /// <summary>Text is not UTF-8.</summary>
        public const int InvalidPayload = 1007;
        /// <summary>A message is too long.</summary>
        public const int TooBig = 1009;

        /// <summary>Whether a peer may send this code (7.4.1, 7.4.2): 1000 to 1014 without the reserved ones, 3000 to 4999.</summary>
        public static bool IsSendable(int code)
        {
            if (code >= 3000 && code <= 4999) return true;
            return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
        }
    }
}
