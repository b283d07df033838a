namespace Ocpp.Security.Certificates
{
    /// <summary>Times of a certificate (RFC 5280 4.1.2.5): YYMMDDHHMMSSZ and YYYYMMDDHHMMSSZ, nothing else.</summary>
    internal static class DerTime
    {
        public const long None = long.MinValue;

        private const int ShortChars = 13;
        private const int LongChars = 15;
        private const int DayS = 86400;

        /// <summary>Moves past a time; UTC in ms since 1970, or <see cref="None"/>.</summary>
        public static long Read(DerReader r, byte[] der)
        {
            bool isShort = r.Is(DerReader.UtcTime);
            if (!r.Find(isShort ? DerReader.UtcTime : DerReader.GeneralizedTime)) return None;
            if (r.Length != (isShort ? ShortChars : LongChars) || der[r.At + r.Length - 1] != 'Z') return None;
            for (int i = 0; i < r.Length - 1; i++)
                if (der[r.At + i] < '0' || der[r.At + i] > '9') return None;
            int at = r.At;
            int year = Two(der, at);
            if (isShort) year += year < 50 ? 2000 : 1900;
            else
            {
                at += 2;
                year = 100 * year + Two(der, at);
            }
            r.PassContent();
            return Of(year, Two(der, at + 2), Two(der, at + 4), Two(der, at + 6), Two(der, at + 8), Two(der, at + 10));
        }

        private static int Two(byte[] text, int at) => 10 * (text[at] - '0') + text[at + 1] - '0';

        private static long Of(int year, int month, int day, int hour, int minute, int second)
        {
            if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return None;
            // Years begin in March, so that the leap day is a year's last.
            int y = month > 2 ? year : year - 1;
            int m = month > 2 ? month - 3 : month + 9;
            long days = 365L * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
            return 1000L * (days * DayS + 3600 * hour + 60 * minute + second);
        }
    }
}
