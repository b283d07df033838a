using System;
using Charger.Runtime;

namespace Ocpp.Client.SmartCharging
{
    /// <summary>
    /// The installed charging profiles, bounded and kept over reboots (rules 61, 62, 65, 69). A change counts only once it is
    /// on flash. A TxProfile is removed with its transaction; one that came with a remote start is held until the transaction begins.
    /// One owner thread.
    /// </summary>
    public sealed class ChargingProfileStore
    {
        /// <summary>ClearChargingProfile without this field.</summary>
        public const int Any = -1;

        /// <summary>Format version of its record.</summary>
        public const int FormatVersion = 1;

        private const string Name = "profiles";

        private readonly IStorage _storage;
        private readonly Crc32 _crc;

        /// <summary>Only as long as the installed profiles need: most chargers have none or one.</summary>
        private byte[] _records = new byte[0];
        private readonly int _recordBytes;
        private readonly int _maxProfiles;
        private readonly int _maxPeriods;
        private readonly int _maxStackLevel;
        private readonly int _connectors;
        private byte[] _former;
        private int _formerCount;

        /// <summary>No profile is installed until <see cref="Load"/>.</summary>
        /// <param name="connectors">NumberOfConnectors.</param>
        /// <param name="maxProfiles">MaxChargingProfilesInstalled.</param>
        /// <param name="maxPeriods">ChargingScheduleMaxPeriods, at most 255.</param>
        public ChargingProfileStore(IStorage storage, Crc32 crc, int connectors, int maxProfiles, int maxPeriods, int maxStackLevel)
        {
            _storage = storage;
            _crc = crc;
            _connectors = connectors;
            _maxProfiles = maxProfiles;
            _maxPeriods = maxPeriods;
            _maxStackLevel = maxStackLevel;
            _recordBytes = ProfileRecord.HeaderBytes + maxPeriods * ProfileRecord.PeriodBytes;
        }

        /// <summary>Profiles installed, held ones included.</summary>
        public int Count { get; private set; }

        /// <summary>Rises with every change: a limit that was calculated before must be calculated again.</summary>
        public int Revision { get; private set; }

        /// <summary>The records one after the other, for the calculation.</summary>
        public byte[] Records => _records;

        /// <summary>Bytes of one record in <see cref="Records"/>.</summary>
        public int RecordBytes => _recordBytes;

        /// <summary>Most bytes of the payload on flash.</summary>
        public static int PayloadBytes(int maxProfiles, int maxPeriods) => maxProfiles * (ProfileRecord.HeaderBytes + maxPeriods * ProfileRecord.PeriodBytes);

        /// <summary>Reads what was installed before the reboot, less profiles that waited for a remote start; false when a record was there and is unusable.</summary>
        public bool Load()
        {
            Count = 0;
            Revision++;
            // Reads into the store's own buffer and copies only the installed profiles, of which there are few.
            byte[] work = SlotStore.WorkFor(_storage, Name, 0, 0, At(_maxProfiles));
            SlotStore slots = new SlotStore(_storage, Name, _crc, work);
            int length = slots.Load(work, SlotStore.HeaderBytes, work.Length - SlotStore.HeaderBytes);
            _records = new byte[length > 0 ? length : 0];
            Array.Copy(work, SlotStore.HeaderBytes, _records, 0, _records.Length);
            bool sound = Apply(slots, length);
            Fit(Count);
            return sound;
        }

        private bool Apply(SlotStore slots, int length)
        {
            if (length <= 0) return !slots.HasValue || length == 0;
            if (slots.FormatVersion != FormatVersion || length % _recordBytes != 0) return false;
            Count = length / _recordBytes;
            RemoveHeld();
            return true;
        }

        /// <summary>SetChargingProfile (rules 61, 62).</summary>
        /// <param name="transactionIdKnown">False while the running transaction waits for its id.</param>
        public ProfileResult Set(int connectorId, ChargingProfile profile, bool transactionRunning, bool transactionIdKnown, int transactionId, long nowUtcMs)
        {
            if (connectorId < 0 || connectorId > _connectors) return ProfileResult.UnknownConnector;
            bool whole = profile.Purpose == ChargingProfilePurpose.ChargePointMaxProfile;
            bool single = profile.Purpose == ChargingProfilePurpose.TxProfile;
            if ((whole && connectorId != 0) || (single && connectorId == 0)) return ProfileResult.WrongConnector;
            if (single && !transactionRunning) return ProfileResult.NoTransaction;
            if (single && profile.HasTransactionId && (!transactionIdKnown || profile.TransactionId != transactionId)) return ProfileResult.OtherTransaction;
            ProfileResult result = Check(profile);
            return result == ProfileResult.Accepted ? Install(connectorId, profile, 0, nowUtcMs) : result;
        }

        /// <summary>The profile of a RemoteStartTransaction, held until <see cref="BeginTransaction"/> (rule 57); not kept over a reboot.</summary>
        public ProfileResult Hold(int connectorId, ChargingProfile profile, long nowUtcMs)
        {
            if (connectorId < 1 || connectorId > _connectors) return ProfileResult.UnknownConnector;
            if (profile.Purpose != ChargingProfilePurpose.TxProfile || profile.HasTransactionId) return ProfileResult.NotForRemoteStart;
            ProfileResult result = Check(profile);
            return result == ProfileResult.Accepted ? Install(connectorId, profile, ProfileRecord.Held, nowUtcMs) : result;
        }

        /// <summary>The remote start failed.</summary>
        public void DropHeld()
        {
            int count = Count;
            RemoveHeld();
            if (Count != count) Save();
        }

        /// <summary>A transaction begins: a held profile is in force from here on.</summary>
        public void BeginTransaction()
        {
            bool changed = false;
            for (int i = 0; i < Count; i++)
            {
                if (!ProfileRecord.Has(_records, At(i), ProfileRecord.Held)) continue;
                ProfileRecord.SetFlag(_records, At(i), ProfileRecord.Held, false);
                changed = true;
            }
            if (changed) Save();
        }

        /// <summary>The transaction is over, or was not resumed after a reboot: removes its profiles (rule 65), even when the storage fails.</summary>
        public void EndTransaction()
        {
            int count = Count;
            for (int i = Count - 1; i >= 0; i--)
                if (ProfileRecord.Purpose(_records, At(i)) == ChargingProfilePurpose.TxProfile && !ProfileRecord.Has(_records, At(i), ProfileRecord.Held)) RemoveAt(i);
            if (Count != count) Save();
        }

        /// <summary>ClearChargingProfile (rule 69): an id alone decides; else the given fields are ANDed, none means all. False is Unknown.</summary>
        /// <param name="id">Ignored unless <paramref name="hasId"/>.</param>
        /// <param name="purpose">A <see cref="ChargingProfilePurpose"/>, or <see cref="Any"/>.</param>
        public bool Clear(bool hasId, int id, int connectorId, int purpose, int stackLevel)
        {
            Keep();
            for (int i = Count - 1; i >= 0; i--)
            {
                int at = At(i);
                bool matches = hasId
                    ? ProfileRecord.Id(_records, at) == id
                    : (connectorId == Any || ProfileRecord.Connector(_records, at) == connectorId)
                        && (purpose == Any || (int)ProfileRecord.Purpose(_records, at) == purpose)
                        && (stackLevel == Any || ProfileRecord.StackLevel(_records, at) == stackLevel);
                if (matches) RemoveAt(i);
            }
            if (Count != _formerCount) return SaveOrUndo();
            _former = null;
            return false;
        }

        /// <summary>Removes profiles that can never be in force again; returns how many.</summary>
        public int Sweep(long nowUtcMs)
        {
            int count = Count;
            for (int i = Count - 1; i >= 0; i--)
                if (IsPast(At(i), nowUtcMs)) RemoveAt(i);
            if (Count != count) Save();
            return count - Count;
        }

        internal int At(int index) => index * _recordBytes;

        private ProfileResult Check(ChargingProfile profile)
        {
            if (profile.StackLevel < 0 || profile.StackLevel > _maxStackLevel) return ProfileResult.StackLevelTooHigh;
            if (profile.Overfull || profile.Periods > _maxPeriods) return ProfileResult.TooManyPeriods;
            if (profile.Periods < 1 || profile.PeriodStartS[0] != 0) return ProfileResult.BadPeriods;
            for (int i = 1; i < profile.Periods; i++)
                if (profile.PeriodStartS[i] <= profile.PeriodStartS[i - 1]) return ProfileResult.BadPeriods;
            bool recurring = profile.Kind == ChargingProfileKind.Recurring;
            bool relative = profile.Kind == ChargingProfileKind.Relative;
            bool whole = profile.Purpose == ChargingProfilePurpose.ChargePointMaxProfile;
            bool sound = profile.ValidFromMs < profile.ValidToMs && !(whole && relative) && (!recurring || (profile.HasStart && profile.Recurrency != RecurrencyKind.None));
            return sound ? ProfileResult.Accepted : ProfileResult.Inconsistent;
        }

        private ProfileResult Install(int connectorId, ChargingProfile profile, int flags, long nowUtcMs)
        {
            Keep();
            for (int i = Count - 1; i >= 0; i--)
                if (IsReplacedBy(At(i), connectorId, profile)) RemoveAt(i);
            if (Count == _maxProfiles)
            {
                Undo();
                return ProfileResult.Full;
            }
            // A schedule of the whole charge point cannot be relative to a transaction: it begins now.
            if (profile.Purpose == ChargingProfilePurpose.ChargePointMaxProfile && !profile.HasStart)
            {
                profile.HasStart = true;
                profile.StartMs = profile.ValidFromMs > 0 ? profile.ValidFromMs : nowUtcMs;
            }
            Fit(Count + 1);
            ProfileRecord.Write(_records, At(Count), connectorId, flags, profile);
            Count++;
            return SaveOrUndo() ? ProfileResult.Accepted : ProfileResult.NotStored;
        }

        private bool IsReplacedBy(int at, int connectorId, ChargingProfile profile)
        {
            if (ProfileRecord.Id(_records, at) == profile.ProfileId) return true;
            return ProfileRecord.Connector(_records, at) == connectorId
                && ProfileRecord.Purpose(_records, at) == profile.Purpose
                && ProfileRecord.StackLevel(_records, at) == profile.StackLevel;
        }

        private bool IsPast(int at, long nowUtcMs)
        {
            if (ProfileRecord.ValidToMs(_records, at) <= nowUtcMs) return true;
            int duration = ProfileRecord.DurationS(_records, at);
            return duration >= 0 && ProfileRecord.Kind(_records, at) == ChargingProfileKind.Absolute
                && ProfileRecord.Has(_records, at, ProfileRecord.HasStart)
                && ProfileRecord.StartMs(_records, at) + duration * 1000L <= nowUtcMs;
        }

        private void RemoveHeld()
        {
            for (int i = Count - 1; i >= 0; i--)
                if (ProfileRecord.Has(_records, At(i), ProfileRecord.Held)) RemoveAt(i);
        }

        private void RemoveAt(int index)
        {
            Count--;
            Revision++;
            Array.Copy(_records, At(index + 1), _records, At(index), At(Count - index));
        }

        /// <summary>Resizes the records to this number of profiles.</summary>
        private void Fit(int profiles)
        {
            if (_records.Length == At(profiles)) return;
            byte[] fitting = new byte[At(profiles)];
            Array.Copy(_records, 0, fitting, 0, At(Count));
            _records = fitting;
        }

        // Created for each use: profiles change rarely, and the work buffer is as large as all of them.
        private SlotStore Slots() => new SlotStore(_storage, Name, _crc, new byte[SlotStore.HeaderBytes + At(_maxProfiles)]);

        private bool Save()
        {
            Revision++;
            Fit(Count);
            return Slots().Save(FormatVersion, _records, 0, At(Count));
        }

        // Keeps a copy for undo only during a change, since changes are rare.
        private void Keep()
        {
            _former = new byte[At(Count)];
            Array.Copy(_records, 0, _former, 0, At(Count));
            _formerCount = Count;
        }

        private bool SaveOrUndo()
        {
            if (!Save())
            {
                Undo();
                return false;
            }
            _former = null;
            return true;
        }

        private void Undo()
        {
            _records = _former;
            Count = _formerCount;
            _former = null;
            Revision++;
        }
    }
}
