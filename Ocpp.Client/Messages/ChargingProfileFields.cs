using Ocpp.Client.SmartCharging;
using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>The type ChargingProfile (S 7.8), as SetChargingProfile and RemoteStartTransaction carry it.</summary>
    internal static class ChargingProfileFields
    {
        private const int Word = 25;

        /// <summary>Reads the object that is the present member's value; false after an error.</summary>
        public static bool Read(PayloadReader r, ChargingProfile into)
        {
            bool hasId = false, hasStack = false, hasPurpose = false, hasKind = false, hasSchedule = false;
            into.Clear();
            if (!r.Enter(JsonToken.ObjectStart)) return false;
            while (r.NextMember())
            {
                string name = r.Name;
                if (name == "chargingProfileId")
                {
                    into.ProfileId = r.Whole();
                    hasId = true;
                }
                else if (name == "stackLevel")
                {
                    into.StackLevel = r.Count();
                    hasStack = true;
                }
                else if (name == "chargingProfilePurpose")
                {
                    hasPurpose = TryPurpose(r, out into.Purpose);
                }
                else if (name == "chargingProfileKind")
                {
                    hasKind = ReadKind(r, into);
                }
                else if (name == "chargingSchedule")
                {
                    hasSchedule = ReadSchedule(r, into);
                }
                else
                {
                    ReadOptional(r, into);
                }
            }
            if (!r.IsGood) return false;
            if (!hasId) return r.Missing("chargingProfileId");
            if (!hasStack) return r.Missing("stackLevel");
            if (!hasPurpose) return r.Missing("chargingProfilePurpose");
            if (!hasKind) return r.Missing("chargingProfileKind");
            return hasSchedule || r.Missing("chargingSchedule");
        }

        /// <summary>S 7.11; false after an error.</summary>
        public static bool TryPurpose(PayloadReader r, out ChargingProfilePurpose purpose)
        {
            purpose = ChargingProfilePurpose.ChargePointMaxProfile;
            string word = r.Text(Word);
            if (!r.IsGood) return false;
            if (word == "ChargePointMaxProfile") return true;
            purpose = ChargingProfilePurpose.TxDefaultProfile;
            if (word == "TxDefaultProfile") return true;
            purpose = ChargingProfilePurpose.TxProfile;
            return word == "TxProfile" || r.NotOneOf(word);
        }

        /// <summary>S 7.12; false after an error.</summary>
        public static bool TryUnit(PayloadReader r, out ChargingRateUnit unit)
        {
            unit = ChargingRateUnit.W;
            string word = r.Text(Word);
            if (!r.IsGood) return false;
            if (word == "W") return true;
            unit = ChargingRateUnit.A;
            return word == "A" || r.NotOneOf(word);
        }

        private static void ReadOptional(PayloadReader r, ChargingProfile into)
        {
            string name = r.Name;
            if (name == "transactionId")
            {
                into.TransactionId = r.Whole();
                into.HasTransactionId = true;
            }
            else if (name == "recurrencyKind")
            {
                string word = r.Text(Word);
                if (word == "Daily") into.Recurrency = RecurrencyKind.Daily;
                else if (word == "Weekly") into.Recurrency = RecurrencyKind.Weekly;
                else r.NotOneOf(word);
            }
            else if (name == "validFrom")
            {
                into.ValidFromMs = r.Time();
            }
            else if (name == "validTo")
            {
                into.ValidToMs = r.Time();
            }
        }

        private static bool ReadKind(PayloadReader r, ChargingProfile into)
        {
            string word = r.Text(Word);
            if (!r.IsGood) return false;
            if (word == "Absolute") into.Kind = ChargingProfileKind.Absolute;
            else if (word == "Recurring") into.Kind = ChargingProfileKind.Recurring;
            else if (word == "Relative") into.Kind = ChargingProfileKind.Relative;
            else return r.NotOneOf(word);
            return true;
        }

        private static bool ReadSchedule(PayloadReader r, ChargingProfile into)
        {
            bool hasUnit = false, hasPeriods = false;
            if (!r.Enter(JsonToken.ObjectStart)) return false;
            while (r.NextMember())
            {
                string name = r.Name;
                if (name == "duration")
                {
                    into.DurationS = r.Count();
                }
                else if (name == "startSchedule")
                {
                    into.StartMs = r.Time();
                    into.HasStart = true;
                }
                else if (name == "chargingRateUnit")
                {
                    hasUnit = TryUnit(r, out into.Unit);
                }
                else if (name == "minChargingRate")
                {
                    r.Fixed(1);
                }
                else if (name == "chargingSchedulePeriod")
                {
                    hasPeriods = ReadPeriods(r, into);
                }
            }
            if (!r.IsGood) return false;
            if (!hasUnit) return r.Missing("chargingRateUnit");
            return hasPeriods || r.Missing("chargingSchedulePeriod");
        }

        private static bool ReadPeriods(PayloadReader r, ChargingProfile into)
        {
            if (!r.Enter(JsonToken.ArrayStart)) return false;
            while (r.IsGood && r.Json.Next() != JsonToken.ArrayEnd)
            {
                if (r.Json.Token != JsonToken.ObjectStart) return r.Fail(PayloadReader.TypeError, "chargingSchedulePeriod holds what is no object");
                ReadPeriod(r, into);
            }
            return r.IsGood && (into.Periods > 0 || r.Fail(PayloadReader.OccurrenceError, "chargingSchedulePeriod is empty"));
        }

        private static void ReadPeriod(PayloadReader r, ChargingProfile into)
        {
            bool hasStart = false, hasLimit = false;
            int startS = 0, limit = 0;
            while (r.NextMember())
            {
                string name = r.Name;
                if (name == "startPeriod")
                {
                    startS = r.Count();
                    hasStart = true;
                }
                else if (name == "limit")
                {
                    limit = r.Fixed(1);
                    hasLimit = true;
                }
                else if (name == "numberPhases")
                {
                    r.Count();
                }
            }
            if (!hasStart) r.Missing("startPeriod");
            else if (!hasLimit) r.Missing("limit");
            else into.AddPeriod(startS, limit);
        }
    }
}
