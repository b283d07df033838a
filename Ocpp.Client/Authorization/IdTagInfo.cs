using Ocpp.Client.Wire;

namespace Ocpp.Client.Authorization
{
    /// <summary>AuthorizationStatus (S 7.2).</summary>
    public enum AuthorizationStatus
    {
        /// <summary>The id may charge.</summary>
        Accepted,
        /// <summary>The id is blocked.</summary>
        Blocked,
        /// <summary>The id has expired.</summary>
        Expired,
        /// <summary>The id is not known; the value of a status that S 7.2 does not list, too.</summary>
        Invalid,
        /// <summary>The id is in another transaction already (S 7.2).</summary>
        ConcurrentTx,
    }

    /// <summary>IdTagInfo (S 7.27): what the central system says of an id, in answers and in the local list.</summary>
    public sealed class IdTagInfo
    {
        private const int MaxWord = 20;

        /// <summary>CiString20.</summary>
        public const int MaxId = 20;

        /// <summary>What the central system decided.</summary>
        public AuthorizationStatus Status;

        /// <summary>UTC in ms; 0 for none.</summary>
        public long ExpiryMs;

        /// <summary>Empty for none.</summary>
        public string ParentIdTag = "";

        /// <summary>Accepted and not expired. While the time of day is unknown, nothing expires.</summary>
        /// <param name="nowUtcMs">0 while the clock is not known.</param>
        public bool IsValid(long nowUtcMs) => Status == AuthorizationStatus.Accepted && (ExpiryMs == 0 || nowUtcMs == 0 || nowUtcMs < ExpiryMs);

        /// <summary>Reads the object that is the present member's value; false after an error.</summary>
        /// <param name="strict">A status that S 7.2 does not know is an error; else it is taken as Invalid.</param>
        public bool Read(PayloadReader r, bool strict)
        {
            bool has = false;
            Status = AuthorizationStatus.Invalid;
            ExpiryMs = 0;
            ParentIdTag = "";
            if (!r.Enter(JsonToken.ObjectStart)) return false;
            while (r.NextMember())
            {
                if (r.NameIs("status"))
                {
                    string word = r.Text(MaxWord);
                    has = true;
                    if (r.IsGood && !TryStatus(word) && strict) r.NotOneOf(word);
                }
                else if (r.NameIs("expiryDate"))
                {
                    ExpiryMs = r.Time();
                }
                else if (r.NameIs("parentIdTag"))
                {
                    ParentIdTag = r.Text(MaxId);
                }
            }
            return r.IsGood && (has || r.Missing("idTagInfo.status"));
        }

        /// <summary>The status as messages spell it (S 7.2).</summary>
        public static string Word(AuthorizationStatus status)
        {
            switch (status)
            {
                case AuthorizationStatus.Accepted: return "Accepted";
                case AuthorizationStatus.Blocked: return "Blocked";
                case AuthorizationStatus.Expired: return "Expired";
                case AuthorizationStatus.ConcurrentTx: return "ConcurrentTx";
                default: return "Invalid";
            }
        }

        private bool TryStatus(string word)
        {
            for (AuthorizationStatus status = AuthorizationStatus.Accepted; status <= AuthorizationStatus.ConcurrentTx; status++)
            {
                if (Word(status) != word) continue;
                Status = status;
                return true;
            }
            return false;
        }
    }
}
