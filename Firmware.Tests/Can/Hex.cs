namespace Firmware.Tests.Can
{
    /// <summary>Bytes written as the specification writes them: "01 32 00".</summary>
    public static class Hex
    {
        public static byte[] Bytes(string text)
        {
            byte[] bytes = new byte[(text.Length + 1) / 3];
            for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)((Digit(text[3 * i]) << 4) | Digit(text[3 * i + 1]));
            return bytes;
        }

        public static string Text(byte[] bytes)
        {
            string text = "";
            for (int i = 0; i < bytes.Length; i++) text += (i == 0 ? "" : " ") + bytes[i].ToString("X2");
            return text;
        }

        private static int Digit(char c)
        {
            return c <= '9' ? c - '0' : c - 'A' + 10;
        }
    }
}
