namespace Ocpp.Client.Transport
{
    /// <summary>Writes a client's frames (RFC 6455 section 5): always masked, one frame a message or a fragment of it.</summary>
    public static class FrameWriter
    {
        /// <summary>Bytes of the header that precedes a payload of this length.</summary>
        public static int HeaderBytes(int payload)
        {
            return payload < WebSocketProtocol.Length16 ? 6 : payload <= 0xFFFF ? 8 : WebSocketProtocol.MaxHeaderBytes;
        }

        /// <summary>
        /// Puts the header before the payload, which already stands at offset + HeaderBytes, and masks the payload in place
        /// with the four bytes of the key. Returns the frame's length.
        /// <paramref name="last"/> is false for all fragments but the last.
        /// </summary>
        public static int Finish(byte[] buffer, int offset, int opcode, int payload, int key, bool last = true)
        {
            int at = offset;
            buffer[at++] = (byte)(last ? WebSocketProtocol.Fin | opcode : opcode);
            if (payload < WebSocketProtocol.Length16)
            {
                buffer[at++] = (byte)(WebSocketProtocol.Mask | payload);
            }
            else if (payload <= 0xFFFF)
            {
                buffer[at++] = WebSocketProtocol.Mask | WebSocketProtocol.Length16;
                buffer[at++] = (byte)(payload >> 8);
                buffer[at++] = (byte)payload;
            }
            else
            {
                buffer[at++] = WebSocketProtocol.Mask | WebSocketProtocol.Length64;
                for (int i = 0; i < 4; i++) buffer[at++] = 0;
                for (int shift = 24; shift >= 0; shift -= 8) buffer[at++] = (byte)(payload >> shift);
            }
            byte k0 = (byte)(key >> 24);
            byte k1 = (byte)(key >> 16);
            byte k2 = (byte)(key >> 8);
            byte k3 = (byte)key;
            buffer[at++] = k0;
            buffer[at++] = k1;
            buffer[at++] = k2;
            buffer[at++] = k3;
            int end = at + payload;
            // The only loop per byte when sending: four bytes per round, without a call.
            int whole = end - 3;
            for (; at < whole; at += 4)
            {
                buffer[at] ^= k0;
                buffer[at + 1] ^= k1;
                buffer[at + 2] ^= k2;
                buffer[at + 3] ^= k3;
            }
            if (at < end) buffer[at++] ^= k0;
            if (at < end) buffer[at++] ^= k1;
            if (at < end) buffer[at++] ^= k2;
            return at - offset;
        }
    }
}
