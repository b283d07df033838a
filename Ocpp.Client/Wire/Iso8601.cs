namespace Ocpp.Client.Wire
{
    /// <summary>
    /// Times as OCPP carries them (S 3.14, 3.15): read with fractions and offsets, written in UTC with milliseconds. Instants
    /// are milliseconds since 1970-01-01T00:00:00Z; the calendar is computed here, since the platform's parser misreads fractions and offsets.
    /// </summary>
    public static class Iso8601
    {
        /// <summary>Length of what <see cref="Write"/> appends: 2026-01-02T03:04:05.678Z.</summary>
        public const int Length = 24;

        private const int MsPerMinute = 60000;
        private const long MsPerDay = 86400000;

        /// <summary>False when it is not a date and time, or a field is out of range. No offset means UTC.</summary>
        public static bool TryParse(byte[] buffer, int at, int count, out long utcMs)
        {
            utcMs = 0;
            int end = at + count;
            if (count < 19) return false;
            int year = Digits(buffer, at, 4);
            int month = Digits(buffer, at + 5, 2);
            int day = Digits(buffer, at + 8, 2);
            int hour = Digits(buffer, at + 11, 2);
            int minute = Digits(buffer, at + 14, 2);
            int second = Digits(buffer, at + 17, 2);
            bool separated = buffer[at + 4] == '-' && buffer[at + 7] == '-' && (buffer[at + 10] | 0x20) == 't' && buffer[at + 13] == ':' && buffer[at + 16] == ':';
            if (!separated || year < 1970 || month < 1 || month > 12 || day < 1 || day > DaysOf(year, month)) return false;
            if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
            at += 19;
            int ms = 0;
            if (at < end && (buffer[at] == '.' || buffer[at] == ','))
            {
                int unit = 100;
                int first = ++at;
                for (; at < end && buffer[at] >= '0' && buffer[at] <= '9'; at++)
                {
                    ms += (buffer[at] - '0') * unit;
                    unit /= 10;
                }
                if (at == first) return false;
            }
            if (!TryOffset(buffer, at, end, out int offsetMinutes)) return false;
            utcMs = DaysTo(year, month, day) * MsPerDay + ((hour * 60 + minute) * 60 + second) * 1000L + ms - (long)offsetMinutes * MsPerMinute;
            return true;
        }

        /// <summary>Appends the instant, quoted.</summary>
        /// <param name="work">Room for <see cref="Length"/> and the quotes.</param>
        public static void Write(JsonWriter writer, long utcMs, byte[] work)
        {
            work[0] = (byte)'"';
            Format(utcMs, work, 1);
            work[Length + 1] = (byte)'"';
            writer.Raw(work, 0, Length + 2);
        }

        /// <summary>Writes <see cref="Length"/> ASCII bytes.</summary>
        public static void Format(long utcMs, byte[] into, int at)
        {
            long days = utcMs / MsPerDay;
            int rest = (int)(utcMs - days * MsPerDay);
            FromDays((int)days, out int year, out int month, out int day);
            int century = year / 100;
            Put(into, at, century, '0');
            Put(into, at + 2, year - century * 100, '-');
            Put(into, at + 5, month, '-');
            Put(into, at + 8, day, 'T');
            int next = rest / 3600000;
            Put(into, at + 11, next, ':');
            rest -= next * 3600000;
            next = rest / MsPerMinute;
            Put(into, at + 14, next, ':');
            rest -= next * MsPerMinute;
            next = rest / 1000;
            Put(into, at + 17, next, '.');
            rest -= next * 1000;
            next = rest / 10;
            Put(into, at + 20, next, '0');
            into[at + 22] = (byte)('0' + rest - next * 10);
            into[at + 23] = (byte)'Z';
        }

        private static bool TryOffset(byte[] buffer, int at, int end, out int minutes)
        {
            minutes = 0;
            if (at == end) return true;
            byte c = buffer[at];
            if ((c | 0x20) == 'z') return at + 1 == end;
            if ((c != '+' && c != '-') || end - at < 5) return false;
            int hours = Digits(buffer, at + 1, 2);
            int colon = buffer[at + 3] == ':' ? 1 : 0;
            if (end != at + 5 + colon) return false;
            int rest = Digits(buffer, at + 3 + colon, 2);
            if (hours < 0 || hours > 23 || rest < 0 || rest > 59) return false;
            minutes = hours * 60 + rest;
            if (c == '-') minutes = -minutes;
            return true;
        }

        private static int Digits(byte[] buffer, int at, int count)
        {
            int value = 0;
            for (int i = 0; i < count; i++)
            {
                int digit = buffer[at + i] - '0';
                if (digit < 0 || digit > 9) return -1;
                value = value * 10 + digit;
            }
            return value;
        }

        private static void Put(byte[] into, int at, int twoDigits, char after)
        {
            int tens = twoDigits / 10;
            into[at] = (byte)('0' + tens);
            into[at + 1] = (byte)('0' + twoDigits - tens * 10);
            into[at + 2] = (byte)after;
        }

        private static int DaysOf(int year, int month)
        {
            if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        }

        // Days since 1970-01-01 with the year beginning in March, so that the leap day is its last.
        private static long DaysTo(int year, int month, int day)
        {
            if (month <= 2) year--;
            int era = year / 400;
            int yearOfEra = year - era * 400;
            int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
            int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
            return era * 146097L + dayOfEra - 719468;
        }

        private static void FromDays(int days, out int year, out int month, out int day)
        {
            days += 719468;
            int era = days / 146097;
            int dayOfEra = days - era * 146097;
            int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
            int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
            int shifted = (5 * dayOfYear + 2) / 153;
            day = dayOfYear - (153 * shifted + 2) / 5 + 1;
            month = shifted + (shifted < 10 ? 3 : -9);
            year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        }
    }
}
