using Charger.Runtime;
using Ocpp.Client.SmartCharging;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    /// <summary>
    /// Charging profiles as rows of text: id, purpose M D or T, connector, stack level, kind A R d (daily) or w (weekly), unit,
    /// start, duration, valid from, valid to (seconds after the base time, - for none), periods as second:tenths.
    /// </summary>
    public static class ProfileText
    {
        public const long BaseMs = 1_800_000_000_000;

        public static ChargingProfileStore NewStore(CutStorage storage) =>
            new ChargingProfileStore(storage, new Crc32(), 1, 4, 4, 10);

        /// <summary>Installs the rows, separated by semicolons, while transaction 7 runs; returns the result of the last one.</summary>
        public static ProfileResult Install(ChargingProfileStore store, string rows)
        {
            ProfileResult result = ProfileResult.Accepted;
            string[] parts = rows.Split(';');
            ChargingProfile profile = new ChargingProfile(4);
            for (int i = 0; i < parts.Length; i++)
            {
                if (parts[i].Length == 0) continue;
                int connector = Read(parts[i], profile);
                result = store.Set(connector, profile, true, true, 7, BaseMs);
            }
            return result;
        }

        /// <summary>Fills in the profile and returns its connector.</summary>
        public static int Read(string row, ChargingProfile into)
        {
            string[] f = row.Split(' ');
            into.Clear();
            into.ProfileId = int.Parse(f[0]);
            into.Purpose = f[1] == "M" ? ChargingProfilePurpose.ChargePointMaxProfile : f[1] == "D" ? ChargingProfilePurpose.TxDefaultProfile : ChargingProfilePurpose.TxProfile;
            into.StackLevel = int.Parse(f[3]);
            into.Kind = f[4] == "A" ? ChargingProfileKind.Absolute : f[4] == "R" ? ChargingProfileKind.Relative : ChargingProfileKind.Recurring;
            into.Recurrency = f[4] == "d" ? RecurrencyKind.Daily : f[4] == "w" ? RecurrencyKind.Weekly : RecurrencyKind.None;
            into.Unit = f[5] == "A" ? ChargingRateUnit.A : ChargingRateUnit.W;
            into.HasStart = f[6] != "-";
            if (into.HasStart) into.StartMs = Time(f[6]);
            if (f[7] != "-") into.DurationS = int.Parse(f[7]);
            if (f[8] != "-") into.ValidFromMs = Time(f[8]);
            if (f[9] != "-") into.ValidToMs = Time(f[9]);
            string[] periods = f[10].Split(',');
            for (int i = 0; i < periods.Length; i++)
            {
                string[] period = periods[i].Split(':');
                into.AddPeriod(int.Parse(period[0]), int.Parse(period[1]));
            }
            return int.Parse(f[2]);
        }

        private static long Time(string seconds) => BaseMs + int.Parse(seconds) * 1000L;
    }
}
