using Ocpp.Client.Authorization;
using Ocpp.Client.Configuration;

namespace Ocpp.Client.Session
{
    /// <summary>
    /// The ids known locally: the local list and the cache (rules 34 to 38, S 3.5). The cache stores every
    /// idTagInfo of an answer; one that changes nothing is not written.
    /// </summary>
    internal static class IdTagStore
    {
        /// <summary>The cache is enabled, and there is flash to store it.</summary>
        public static bool HasCache(SessionContext c) => c.Storage != null && c.Configuration.Truth(OcppKeys.AuthorizationCacheEnabled);

        public static bool HasList(SessionContext c) => c.Storage != null && c.Configuration.Truth(OcppKeys.LocalAuthListEnabled);

        /// <summary>Forgets all cached ids; false when there is no cache, or the flash refused (rule 38).</summary>
        public static bool Clear(SessionContext c)
        {
            bool cleared = HasCache(c) && File(c).ClearCache();
            if (!cleared) c.Warn("ClearCache is rejected: " + (HasCache(c) ? "the flash refused" : "there is no cache (AuthorizationCacheEnabled)"));
            return cleared;
        }

        /// <summary>Looks for an id: <see cref="AuthorizationFacts.Valid"/>, <see cref="AuthorizationFacts.NotValid"/>, or 0 for an unknown one.</summary>
        public static int Find(SessionContext c, string idTag, IdTagInfo into)
        {
            int kinds = Kinds(c);
            if (kinds == 0 || File(c).Find(idTag, kinds, into) == 0) return 0;
            return into.IsValid(c.UtcMs) ? AuthorizationFacts.Valid : AuthorizationFacts.NotValid;
        }

        /// <summary>Stores the idTagInfo that the central system sent for an id, in any answer.</summary>
        public static void Learn(SessionContext c, string idTag, IdTagInfo said)
        {
            int kinds = Kinds(c);
            if (kinds == 0 || idTag.Length == 0) return;
            IdTagFile file = File(c);
            IdTagInfo known = new IdTagInfo();
            int kind = file.Find(idTag, kinds, known);
            if (kind == IdTagRecord.Listed) Compare(c, file, idTag, known, said);
            else if (HasCache(c) && (kind == 0 || !IsAsGood(c.UtcMs, known, said)) && !file.Put(IdTagRecord.Cached, idTag, said)) c.Warn("id '" + idTag + "' is not cached: it is too long, or the flash refused");
        }

        /// <summary>Rule 37: a conflict is reported once, and again only after central system and list agreed in between, or the list changed.</summary>
        private static void Compare(SessionContext c, IdTagFile file, string idTag, IdTagInfo listed, IdTagInfo said)
        {
            bool opinion = Accepts(said);
            bool ours = listed.IsValid(c.UtcMs);
            IdTagInfo before = new IdTagInfo();
            bool last = file.Find(idTag, IdTagRecord.Disputed, before) == 0 ? ours : Accepts(before);
            if (opinion == last) return;
            file.Put(IdTagRecord.Disputed, idTag, said);
            if (opinion == ours) return;
            c.Warn("id '" + idTag + "' is " + IdTagInfo.Word(listed.Status) + " in the local list and " + IdTagInfo.Word(said.Status) + " at the central system");
            c.Status.Conflict = idTag + ": " + IdTagInfo.Word(listed.Status) + " in the list";
        }

        // ConcurrentTx concerns another transaction, not the id itself.
        private static bool Accepts(IdTagInfo info) => info.Status == AuthorizationStatus.Accepted || info.Status == AuthorizationStatus.ConcurrentTx;

        /// <summary>
        /// Nothing needs to be written: the info is the same, or only its date is later and at least half of the known time is left. A central system
        /// that computes the date from each answer would otherwise cause a write for each.
        /// </summary>
        private static bool IsAsGood(long nowMs, IdTagInfo known, IdTagInfo said)
        {
            if (known.Status != said.Status || known.ParentIdTag != said.ParentIdTag.ToLower()) return false;
            if (known.ExpiryMs == said.ExpiryMs) return true;
            if (nowMs == 0 || known.ExpiryMs == 0 || said.ExpiryMs == 0) return false;
            return known.ExpiryMs < said.ExpiryMs && (known.ExpiryMs - nowMs) * 2 >= said.ExpiryMs - nowMs;
        }

        private static int Kinds(SessionContext c) => (HasList(c) ? IdTagRecord.Listed : 0) | (HasCache(c) ? IdTagRecord.Cached : 0);

        private static IdTagFile File(SessionContext c) => new IdTagFile(c.Storage, c.Crc);
    }
}
