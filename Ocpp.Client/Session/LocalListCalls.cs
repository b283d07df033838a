using Ocpp.Client.Authorization;
using Ocpp.Client.Configuration;
using Ocpp.Client.Messages;

namespace Ocpp.Client.Session
{
    /// <summary>SendLocalList and GetLocalListVersion (rule 39, S 5.10, 5.15). The list itself is in <see cref="IdTagFile"/>.</summary>
    internal static class LocalListCalls
    {
        /// <summary>Answers GetLocalListVersion.</summary>
        public static void TellVersion(SessionContext c)
        {
            if (!GetLocalListVersion.Read(c.Payload, c.Rpc.Frame)) return;
            c.Rpc.BeginResult();
            GetLocalListVersion.WriteAnswer(c.Rpc.Writer, IdTagStore.HasList(c) ? new IdTagFile(c.Storage, c.Crc).Version : GetLocalListVersion.NotSupported);
            c.Rpc.EndResult();
        }

        /// <summary>Answers SendLocalList.</summary>
        public static void Update(SessionContext c)
        {
            ListChanges changes = new ListChanges(c.Configuration.Whole(OcppKeys.SendLocalListMaxLength));
            if (!SendLocalList.Read(c.Payload, c.Rpc.Frame, changes, out int version, out bool full)) return;
            c.Rpc.KeepIdAlone();
            if (!IdTagStore.HasList(c))
            {
                c.Rpc.Status("NotSupported");
                return;
            }
            IdTagFile file = new IdTagFile(c.Storage, c.Crc);
            if (!full && version <= file.Version)
            {
                c.Warn("SendLocalList: version " + version + " is not above " + file.Version);
                c.Rpc.Status("VersionMismatch");
                return;
            }
            string why = WhyNot(full, version, changes);
            if (why == null && !file.Update(full, version, changes)) why = "the list would have more than " + IdTagFile.MostListed + " ids, or the flash refused";
            if (why == null) c.Info("the local list has version " + file.Version + " with " + file.ListCount + " ids");
            else c.Warn("SendLocalList of version " + version + " failed: " + why);
            c.Rpc.Status(why == null ? "Accepted" : "Failed");
        }

        private static string WhyNot(bool full, int version, ListChanges changes)
        {
            if (changes.Wrong != null) return changes.Wrong;
            if (full && changes.Deleting > 0) return "a full list has entries without idTagInfo";
            return version <= 0 && (!full || changes.Count > 0) ? "a list's version is above 0" : null;
        }
    }
}
