using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using nanoFramework.TestFramework;
using Xunit;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Firmware.Tests.Desktop
{
    /// <summary>
    /// Runs the device's tests on the desktop as the device's launcher does: no constructor, Setup once a class, arguments of
    /// exactly the parameters' types. One xunit result a test method and data row.
    /// </summary>
    public class DeviceTests
    {
        /// <summary>Environment variable with the only tests to run, CLASS.METHOD, separated by commas; all where it is not set. xunit's own filter sees only the beginning of a long name.</summary>
        public const string OnlyVariable = "DEVICE_TESTS";

        private static readonly HashSet<Type> s_prepared = new HashSet<Type>();

        public static IEnumerable<object[]> All()
        {
            string[] only = Environment.GetEnvironmentVariable(OnlyVariable)?.Split(',');
            foreach (Type type in TestClasses())
                foreach (MethodInfo method in type.GetMethods().Where(m => m.IsDefined(typeof(TestMethodAttribute))))
                {
                    if (only != null && !only.Contains(type.Name + "." + method.Name)) continue;
                    int rows = method.GetCustomAttributes<DataRowAttribute>().Count();
                    string name = type.FullName.Substring("Firmware.Tests.".Length) + "." + method.Name;
                    if (rows == 0) yield return new object[] { name, -1 };
                    for (int row = 0; row < rows; row++) yield return new object[] { name, row };
                }
        }

        [Theory]
        [MemberData(nameof(All))]
        public void Run(string test, int row)
        {
            int dot = test.LastIndexOf('.');
            Type type = typeof(DeviceTests).Assembly.GetType("Firmware.Tests." + test.Substring(0, dot), true);
            MethodInfo method = type.GetMethod(test.Substring(dot + 1));
            object[] arguments = row < 0 ? Array.Empty<object>() : method.GetCustomAttributes<DataRowAttribute>().ElementAt(row).MethodParameters;
            Xunit.Assert.True(arguments != null, method.Name + ": a row of one null, which the device's launcher cannot read");
            CheckTypes(method, arguments);
            object target = RuntimeHelpers.GetUninitializedObject(type);
            if (s_prepared.Add(type)) Invoke(type.GetMethods().FirstOrDefault(m => m.IsDefined(typeof(SetupAttribute))), target, Array.Empty<object>());
            Invoke(method, target, arguments);
        }

        [Fact]
        public void TestClass_OfTheDevice_HoldsNoInstanceState()
        {
            string[] stateful = TestClasses().Where(t => t.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Length > 0).Select(t => t.FullName).ToArray();
            Xunit.Assert.Empty(stateful);
        }

        [Fact]
        public void TestMethod_OfTheDevice_IsPublicAndReturnsNothing()
        {
            string[] wrong = TestClasses().SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
                .Where(m => m.IsDefined(typeof(TestMethodAttribute)) && (!m.IsPublic || m.ReturnType != typeof(void)))
                .Select(m => m.DeclaringType.Name + "." + m.Name).ToArray();
            Xunit.Assert.Empty(wrong);
        }

        [Fact]
        public void TestMethod_OfTheDevice_HasItsRowsInsideAndNotAsAttributes()
        {
            string[] rows = TestClasses().SelectMany(t => t.GetMethods()).Where(m => m.IsDefined(typeof(DataRowAttribute))).Select(m => m.DeclaringType.Name + "." + m.Name).ToArray();
            Xunit.Assert.True(rows.Length == 0, "docs/adr/0004: the device's launcher dies over attributes with arguments when a collection comes between: " + string.Join(", ", rows));
        }

        private static IEnumerable<Type> TestClasses() => typeof(DeviceTests).Assembly.GetTypes().Where(t => t.IsDefined(typeof(TestClassAttribute)));

        private static void CheckTypes(MethodInfo method, object[] arguments)
        {
            ParameterInfo[] parameters = method.GetParameters();
            Xunit.Assert.True(parameters.Length == arguments.Length, method.Name + ": " + arguments.Length + " arguments for " + parameters.Length + " parameters");
            for (int i = 0; i < parameters.Length; i++)
            {
                Type given = arguments[i]?.GetType();
                Xunit.Assert.True(given != null && !given.IsArray && !given.IsEnum, method.Name + ": argument " + i + " is null, an array or an enum: the device's launcher cannot read it");
                Xunit.Assert.True(given == parameters[i].ParameterType, method.Name + ": argument " + i + " is a " + given.Name + ", the parameter a " + parameters[i].ParameterType.Name + ": the device does not convert");
            }
        }

        private static void Invoke(MethodInfo method, object target, object[] arguments)
        {
            if (method == null) return;
            try
            {
                method.Invoke(method.IsStatic ? null : target, arguments);
            }
            catch (TargetInvocationException e)
            {
                ExceptionDispatchInfo.Capture(e.InnerException).Throw();
            }
        }
    }
}
