using Ocpp.Client.Wire;

namespace Ocpp.Client.Messages
{
    /// <summary>GetConfiguration (S 6.23, 6.24): the keys it names are counted here and read again one by one while the answer is written.</summary>
    public static class GetConfiguration
    {
        /// <summary>The action as a CALL names it.</summary>
        public const string Action = "GetConfiguration";

        /// <summary>Counts the names in the request; false when the payload breaks its schema or has more than <paramref name="most"/> names (rule 43).</summary>
        /// <param name="most">Names allowed: GetConfigurationMaxKeys.</param>
        /// <param name="asked">Names in the request; 0 asks for all keys.</param>
        public static bool Read(PayloadReader r, RpcFrame frame, int most, out int asked)
        {
            asked = 0;
            r.Begin(frame);
            while (r.NextMember())
            {
                if (!r.NameIs("key") || !r.Enter(JsonToken.ArrayStart)) continue;
                while (r.Json.Next() == JsonToken.String) asked++;
                if (r.Json.Token != JsonToken.ArrayEnd) r.Fail(PayloadReader.TypeError, "key holds something that is no string");
            }
            if (r.IsGood && asked > most) r.Fail(PayloadReader.OccurrenceError, "key holds " + asked + " names: at most " + most + " are allowed (GetConfigurationMaxKeys)");
            return r.IsGood;
        }

        /// <summary>Moves to the list of names; <see cref="PayloadReader.Json"/> then reads one after the other.</summary>
        public static void EnterNames(PayloadReader r, RpcFrame frame)
        {
            r.Begin(frame);
            while (r.NextMember())
                if (r.NameIs("key") && r.Enter(JsonToken.ArrayStart)) return;
        }
    }
}
