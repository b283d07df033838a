namespace Ocpp.Client.Authorization
{
    /// <summary>The decision about a presented id.</summary>
    public enum AuthorizationDecision
    {
        /// <summary>The id may charge; the central system is not asked.</summary>
        Accept,
        /// <summary>Authorize goes to the central system; its answer decides.</summary>
        Ask,
        /// <summary>The id may not charge; <see cref="AuthorizationPolicy.WhyRefused"/> gives the reason.</summary>
        Refuse,
    }

    /// <summary>What the decision follows from: bits, so that one integer holds them all.</summary>
    public static class AuthorizationFacts
    {
        /// <summary>The central system can be asked.</summary>
        public const int Online = 1;

        /// <summary>LocalPreAuthorize.</summary>
        public const int PreAuthorize = 2;

        /// <summary>LocalAuthorizeOffline.</summary>
        public const int AuthorizeOffline = 4;

        /// <summary>AllowOfflineTxForUnknownId.</summary>
        public const int AllowUnknown = 8;

        /// <summary>Accepted and not expired in the local list or, when the list does not have it, in the cache.</summary>
        public const int Valid = 16;

        /// <summary>In the list or the cache with another status, or expired.</summary>
        public const int NotValid = 32;

        /// <summary>All facts that there are.</summary>
        public const int All = 63;
    }

    /// <summary>
    /// The decision about a presented id as a table (rules 33 to 36, S 3.5): the first row whose facts all hold. List and cache
    /// count only where they are enabled; the list beats the cache before this table is asked.
    /// </summary>
    public static class AuthorizationPolicy
    {
        /// <summary>Rows of <see cref="Needs"/>; the last one always holds.</summary>
        public const int Rows = 6;

        /// <summary>The facts that this row wants.</summary>
        public static int Needs(int row)
        {
            switch (row)
            {
                case 0: return AuthorizationFacts.Online | AuthorizationFacts.PreAuthorize | AuthorizationFacts.Valid;
                case 1: return AuthorizationFacts.Online;
                // Offline from here on; an id that is known as not valid is not an unknown id (rule 36).
                case 2: return AuthorizationFacts.NotValid;
                case 3: return AuthorizationFacts.AuthorizeOffline | AuthorizationFacts.Valid;
                case 4: return AuthorizationFacts.AllowUnknown;
                default: return 0;
            }
        }

        /// <summary>What a row decides.</summary>
        public static AuthorizationDecision DecisionOf(int row)
        {
            switch (row)
            {
                case 0:
                case 3:
                case 4: return AuthorizationDecision.Accept;
                case 1: return AuthorizationDecision.Ask;
                default: return AuthorizationDecision.Refuse;
            }
        }

        /// <summary>Decides about an id. Always finds a row, since the last one wants nothing.</summary>
        public static AuthorizationDecision Decide(int facts)
        {
            int row = 0;
            while ((facts & Needs(row)) != Needs(row)) row++;
            return DecisionOf(row);
        }

        /// <summary>Why an id was refused, for the log.</summary>
        public static string WhyRefused(int facts)
        {
            if ((facts & AuthorizationFacts.NotValid) != 0) return "the local list or the cache holds it as not valid, and the central system cannot be asked";
            if ((facts & AuthorizationFacts.Valid) != 0) return "offline, and known ids may not start offline (LocalAuthorizeOffline)";
            return "offline, and unknown ids may not start offline (AllowOfflineTxForUnknownId)";
        }
    }
}
