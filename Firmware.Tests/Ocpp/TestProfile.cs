using Charger.Runtime;
using Ocpp.Client.SmartCharging;
using Firmware.Tests.Fakes;

namespace Firmware.Tests.Ocpp
{
    /// <summary>
    /// Builds a charging profile for a test. Without further calls it is absolute from <see cref="BaseMs"/> on, in W, without an end and with
    /// stackLevel 0. Times are in seconds after <see cref="BaseMs"/>, limits in tenths of the unit.
    /// </summary>
    public sealed class TestProfile
    {
        public const long BaseMs = 1_800_000_000_000;

        public readonly ChargingProfile Profile = new ChargingProfile(4);
        private int _connector;

        private TestProfile(int id, ChargingProfilePurpose purpose, int connector)
        {
            Profile.ProfileId = id;
            Profile.Purpose = purpose;
            _connector = connector;
            From(0);
        }

        /// <summary>A ChargePointMaxProfile, on connector 0.</summary>
        public static TestProfile Maximum(int id) => new TestProfile(id, ChargingProfilePurpose.ChargePointMaxProfile, 0);

        /// <summary>A TxDefaultProfile, on connector 0.</summary>
        public static TestProfile Default(int id) => new TestProfile(id, ChargingProfilePurpose.TxDefaultProfile, 0);

        /// <summary>A TxProfile, on connector 1; relative to the transaction's start.</summary>
        public static TestProfile OfTransaction(int id) => new TestProfile(id, ChargingProfilePurpose.TxProfile, 1).Relative();

        public static ChargingProfileStore NewStore(CutStorage storage) => new ChargingProfileStore(storage, new Crc32(), 1, 4, 4, 10);

        /// <summary>Installs the profiles while transaction 7 runs; returns the result of the last one.</summary>
        public static ProfileResult Install(ChargingProfileStore store, params TestProfile[] profiles)
        {
            ProfileResult result = ProfileResult.Accepted;
            for (int i = 0; i < profiles.Length; i++) result = store.Set(profiles[i]._connector, profiles[i].Profile, true, true, 7, BaseMs);
            return result;
        }

        public TestProfile On(int connector)
        {
            _connector = connector;
            return this;
        }

        public TestProfile Stack(int level)
        {
            Profile.StackLevel = level;
            return this;
        }

        public TestProfile Relative()
        {
            Profile.Kind = ChargingProfileKind.Relative;
            return WithoutStart();
        }

        public TestProfile Absolute(int startS)
        {
            Profile.Kind = ChargingProfileKind.Absolute;
            return From(startS);
        }

        public TestProfile Daily() => Recurring(RecurrencyKind.Daily);

        public TestProfile Weekly() => Recurring(RecurrencyKind.Weekly);

        /// <summary>startSchedule.</summary>
        public TestProfile From(int startS)
        {
            Profile.HasStart = true;
            Profile.StartMs = Time(startS);
            return this;
        }

        public TestProfile WithoutStart()
        {
            Profile.HasStart = false;
            Profile.StartMs = 0;
            return this;
        }

        public TestProfile Amperes()
        {
            Profile.Unit = ChargingRateUnit.A;
            return this;
        }

        /// <summary>duration.</summary>
        public TestProfile Lasts(int seconds)
        {
            Profile.DurationS = seconds;
            return this;
        }

        public TestProfile ValidFrom(int seconds)
        {
            Profile.ValidFromMs = Time(seconds);
            return this;
        }

        public TestProfile ValidTo(int seconds)
        {
            Profile.ValidToMs = Time(seconds);
            return this;
        }

        /// <summary>Adds a period: its limit from this second of the schedule on.</summary>
        public TestProfile Limit(int startS, int tenths)
        {
            Profile.AddPeriod(startS, tenths);
            return this;
        }

        private TestProfile Recurring(RecurrencyKind every)
        {
            Profile.Kind = ChargingProfileKind.Recurring;
            Profile.Recurrency = every;
            return this;
        }

        private static long Time(int seconds) => BaseMs + seconds * 1000L;
    }
}
