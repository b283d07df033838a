using System.Text;
using Charger.Runtime;

namespace Ocpp.Client.Reservation
{
    /// <summary>
    /// The one reservation a charge point with one connector can hold, for connector 1 or for any (0), kept over reboots
    /// (rule 60, S 5.1, 5.13). One owner thread; the status of the connector follows from <see cref="IsReserved"/>.
    /// </summary>
    public sealed class ReservationStore
    {
        /// <summary>CiString20 (S 7.28), each character up to three bytes.</summary>
        public const int MaxIdBytes = 60;

        /// <summary>Most bytes of the payload on flash.</summary>
        public const int MaxPayloadBytes = FixedBytes + 2 * (MaxIdBytes + 1);

        /// <summary>Format version of its record.</summary>
        public const int FormatVersion = 1;

        private const int ReservationAt = 1;
        private const int ExpiryAt = 5;
        private const int FixedBytes = 13;

        private const string Name = "reserved";

        private readonly IStorage _storage;
        private readonly Crc32 _crc;
        private readonly bool _zeroSupported;

        /// <summary>Nothing is reserved until <see cref="Load"/>.</summary>
        /// <param name="zeroSupported">ReserveConnectorZeroSupported.</param>
        public ReservationStore(IStorage storage, Crc32 crc, bool zeroSupported)
        {
            _storage = storage;
            _crc = crc;
            _zeroSupported = zeroSupported;
        }

        /// <summary>A reservation is in force.</summary>
        public bool IsReserved { get; private set; }

        /// <summary>0 or 1; only while reserved, as are the next three.</summary>
        public int ConnectorId { get; private set; }

        /// <summary>The central system's number of the reservation, any integer; also of the one that ended last.</summary>
        public int ReservationId { get; private set; }

        /// <summary>UTC in ms.</summary>
        public long ExpiryMs { get; private set; }

        /// <summary>The id that may use it, at most 20 characters.</summary>
        public string IdTag { get; private set; } = "";

        /// <summary>Empty for none.</summary>
        public string ParentIdTag { get; private set; } = "";

        /// <summary>How the last one ended.</summary>
        public ReservationEnd LastEnd { get; private set; }

        /// <summary>Reads what was reserved before the reboot; false when a record was there and is unusable.</summary>
        public bool Load()
        {
            IsReserved = false;
            byte[] record = new byte[MaxPayloadBytes];
            SlotStore slots = Slots();
            int length = slots.Load(record, 0, record.Length);
            if (length <= 0) return length == 0 || !slots.HasValue;
            if (slots.FormatVersion != FormatVersion || length < FixedBytes + 2) return false;
            int idBytes = record[FixedBytes];
            int parentAt = FixedBytes + 1 + idBytes;
            if (parentAt >= length || parentAt + 1 + record[parentAt] != length) return false;
            ConnectorId = record[0];
            ReservationId = (record[ReservationAt] << 24) | (record[ReservationAt + 1] << 16) | (record[ReservationAt + 2] << 8) | record[ReservationAt + 3];
            ExpiryMs = Bytes.Int64(record, ExpiryAt);
            IdTag = Encoding.UTF8.GetString(record, FixedBytes + 1, idBytes);
            ParentIdTag = record[parentAt] == 0 ? "" : Encoding.UTF8.GetString(record, parentAt + 1, record[parentAt]);
            IsReserved = true;
            return true;
        }

        /// <summary>ReserveNow. The same reservation id replaces the reservation; another id is refused while a reservation is in force.</summary>
        /// <param name="parentIdTag">Empty for none.</param>
        public ReservationStatus Reserve(int connectorId, int reservationId, string idTag, string parentIdTag, long expiryMs, ConnectorUse use, long nowUtcMs)
        {
            bool exists = connectorId == 1 || (connectorId == 0 && _zeroSupported);
            if (!exists || expiryMs <= nowUtcMs) return ReservationStatus.Rejected;
            if (use == ConnectorUse.Faulted) return ReservationStatus.Faulted;
            if (use == ConnectorUse.Unavailable) return ReservationStatus.Unavailable;
            if (use == ConnectorUse.Occupied || (IsReserved && ReservationId != reservationId)) return ReservationStatus.Occupied;
            if (!Save(connectorId, reservationId, idTag, parentIdTag, expiryMs)) return ReservationStatus.Rejected;
            IsReserved = true;
            ConnectorId = connectorId;
            ReservationId = reservationId;
            IdTag = idTag;
            ParentIdTag = parentIdTag;
            ExpiryMs = expiryMs;
            return ReservationStatus.Accepted;
        }

        /// <summary>CancelReservation; false is Rejected: there is no such reservation.</summary>
        public bool Cancel(int reservationId)
        {
            if (!IsReserved || ReservationId != reservationId) return false;
            End(ReservationEnd.Cancelled);
            return true;
        }

        /// <summary>Whether this id may begin a transaction. Ids are compared without regard to case (rule 32).</summary>
        /// <param name="parentIdTag">Of the presented id as far as it is known, else null or empty.</param>
        public ReservationMatch Match(string idTag, string parentIdTag)
        {
            if (!IsReserved) return ReservationMatch.NotReserved;
            bool same = idTag.ToLower() == IdTag.ToLower();
            bool parent = ParentIdTag.Length > 0 && parentIdTag != null && parentIdTag.ToLower() == ParentIdTag.ToLower();
            return same || parent ? ReservationMatch.ForThisId : ReservationMatch.ForAnotherId;
        }

        /// <summary>A transaction of the matching id begins: ends the reservation. <see cref="ReservationId"/> keeps its id for StartTransaction.</summary>
        public void Use()
        {
            if (IsReserved) End(ReservationEnd.Used);
        }

        /// <summary>Ends what is over: by time, or because the connector can no longer be used. True when one ended just now.</summary>
        /// <param name="clockKnown">Without the time of day nothing expires.</param>
        public bool Step(bool clockKnown, long nowUtcMs, bool faulted, bool unavailable)
        {
            if (!IsReserved) return false;
            if (faulted) End(ReservationEnd.Faulted);
            else if (unavailable) End(ReservationEnd.Unavailable);
            else if (clockKnown && nowUtcMs >= ExpiryMs) End(ReservationEnd.Expired);
            return !IsReserved;
        }

        /// <summary>Why <see cref="Step"/> ended it.</summary>
        public static string Word(ReservationEnd end)
        {
            return end == ReservationEnd.Expired ? "expired" : end == ReservationEnd.Faulted ? "the connector is faulted" : "the connector is unavailable";
        }

        /// <summary>The status as the answer spells it.</summary>
        public static string Word(ReservationStatus status)
        {
            switch (status)
            {
                case ReservationStatus.Accepted: return "Accepted";
                case ReservationStatus.Faulted: return "Faulted";
                case ReservationStatus.Occupied: return "Occupied";
                case ReservationStatus.Unavailable: return "Unavailable";
                default: return "Rejected";
            }
        }

        // Created for each use, since reservations are rare.
        private SlotStore Slots() => new SlotStore(_storage, Name, _crc, new byte[SlotStore.HeaderBytes + MaxPayloadBytes]);

        // Ended even when the flash refuses: the next boot then finds the stored reservation expired.
        private void End(ReservationEnd end)
        {
            IsReserved = false;
            LastEnd = end;
            Slots().Save(FormatVersion, new byte[0], 0, 0);
        }

        private bool Save(int connectorId, int reservationId, string idTag, string parentIdTag, long expiryMs)
        {
            byte[] id = Encoding.UTF8.GetBytes(idTag);
            byte[] parent = Encoding.UTF8.GetBytes(parentIdTag);
            if (id.Length > MaxIdBytes || parent.Length > MaxIdBytes) return false;
            byte[] record = new byte[FixedBytes + 2 + id.Length + parent.Length];
            record[0] = (byte)connectorId;
            Bytes.PutUInt32(record, ReservationAt, (uint)reservationId);
            Bytes.PutInt64(record, ExpiryAt, expiryMs);
            record[FixedBytes] = (byte)id.Length;
            System.Array.Copy(id, 0, record, FixedBytes + 1, id.Length);
            record[FixedBytes + 1 + id.Length] = (byte)parent.Length;
            System.Array.Copy(parent, 0, record, FixedBytes + 2 + id.Length, parent.Length);
            return Slots().Save(FormatVersion, record, 0, record.Length);
        }
    }
}
