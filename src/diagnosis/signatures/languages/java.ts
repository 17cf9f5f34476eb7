import { advise } from '../../words/commands.ts';
import { edit, showCommand, showField, showMounts } from '../remedies.ts';
import { showConfigMaps, showServers, showSettings } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** Java, Spring, Quarkus and Keycloak when they do not start. */
export const java: readonly Signature[] = [
  {
    id: 'java-too-old',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /(?:UnsupportedClassVersionError: )?(?<![\w./$])(?<name>[\w./$]{1,200}) has been compiled by a more recent version of the Java Runtime \(class file version (?<built>\d{2,3})[\d.]{0,4}\)(?:.{0,120}up to (?<known>\d{2,3}))?|UnsupportedClassVersionError/,
    in: 'log',
    cause: (groups, context) =>
      `the Java of image ${context.image} is too old for the program${groups.name ? ` (${groups.name.slice(0, 80)}` : ''}${groups.built ? ` is built for Java ${Number(groups.built) - 44}` : ''}${groups.known ? `, the image has Java ${Number(groups.known) - 44}` : ''}${groups.name ? ')' : ''}`,
    fixes: (groups, context) => [
      showCommand(context),
      edit(
        context,
        `use an image with Java ${groups.built ? `${Number(groups.built) - 44} or later` : 'of the release that built the program'}, or build for the older release (--release)`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Exception in thread "main" java.lang.UnsupportedClassVersionError: com/acme/Main has been compiled by a more recent version of the Java Runtime (class file version 65.0), this version of the Java Runtime only recognizes class file versions up to 61.0',
      'java.lang.UnsupportedClassVersionError: com/acme/Main has been compiled by a more recent version of the Java Runtime (class file version 61.0)',
    ],
    lookAlikes: ['openjdk version "17.0.10" 2024-01-16', 'unsupported class of service'],
  },
  {
    id: 'java-main-class',
    code: 'dependency-missing',
    category: 'config',
    pattern:
      /Could not find or load main class (?<name>\S{1,200})|no main manifest attribute, in (?<jar>\S{1,200})|(?:Invalid or corrupt jarfile|Unable to access jarfile) (?<jar2>[^/\s]\S{0,200})|Main method not found in class (?<name2>\S{1,200}?),/,
    in: 'log',
    cause: (groups, context) =>
      groups.jar
        ? `Java in ${context.container} cannot run ${groups.jar}: it is not there, damaged, or has no main class`
        : `Java in ${context.container} does not find its main class ${groups.name ?? ''}: the class path is wrong, or an option that it does not understand is taken for the class`.replace(
            ' :',
            ':',
          ),
    fixes: (_, context) => [
      showField(context, 'see the command, its options and the working directory', '.command', '.args', '.env', '.workingDir'),
      showMounts(context),
      edit(
        context,
        'correct the path of the jar or the class path (-cp), quoting and spaces in JAVA_OPTS; no volume may hide the directory of the jar',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Error: Could not find or load main class com.acme.Migrate',
      'no main manifest attribute, in app.jar',
      'Error: Invalid or corrupt jarfile app.jar',
      'Error: Unable to access jarfile app.jar',
    ],
    lookAlikes: ['loading main class com.acme.Migrate', 'found the main manifest'],
  },
  {
    id: 'java-class-missing',
    code: 'dependency-missing',
    category: 'app-exit',
    pattern:
      /(?:ClassNotFoundException|NoClassDefFoundError): (?:Could not initialize class )?(?<name>[\w.$/]{1,200})|No suitable driver(?: found for (?<url>jdbc:\w{1,20}))?|Cannot load driver class: (?<name2>\S{1,120})|NoSuchMethodError: (?<name3>.{1,120})/,
    in: 'log',
    cause: (groups, context) =>
      groups.url
        ? `Java in ${context.container} has no JDBC driver for ${groups.url}: the jar is not on the class path, or the URL is wrong`
        : `Java in ${context.container} misses ${groups.name ? `the class ${groups.name}` : 'a JDBC driver'}: a jar is not on the class path, or two of its libraries do not fit each other`,
    fixes: (_, context) => [
      showCommand(context),
      showMounts(context),
      edit(
        context,
        'use an image that holds the library, or put its jar on the class path (a volume mounted over the directory of the jars hides them)',
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'Caused by: java.lang.ClassNotFoundException: org.postgresql.Driver',
      'Exception in thread "main" java.lang.NoClassDefFoundError: org/slf4j/LoggerFactory',
      'java.sql.SQLException: No suitable driver found for jdbc:mysql://db:3306/shop',
    ],
    lookAlikes: ['driver found', 'Class com.acme.Main loaded'],
  },
  {
    id: 'java-options',
    code: 'bad-config',
    category: 'config',
    pattern:
      /Unrecognized VM option '(?<option>[^']{1,80})'|VM option '(?<option2>[^']{1,80})' is|Improperly specified VM option '(?<option3>[^']{1,80})'|Invalid (?:maximum|initial) heap size: (?<option4>\S{1,60})|Ignoring option (?<option5>\S{1,60}); support was removed|Error opening zip file or JAR manifest missing : (?<agent>\S{1,200})|agent library failed to init: (?<agent2>\S{1,60})/,
    in: 'log',
    cause: (groups, context) =>
      groups.agent
        ? `Java in ${context.container} does not find its agent ${groups.agent} (-javaagent): the volume that holds it is not mounted there`
        : `Java in ${context.container} does not know the option ${groups.option}: another release of Java, or a mistake in JAVA_OPTS or JAVA_TOOL_OPTIONS`,
    fixes: (groups, context) => [
      showSettings(context),
      edit(
        context,
        groups.agent
          ? 'mount the agent into this init container too, or take -javaagent out of its JAVA_TOOL_OPTIONS'
          : `take ${groups.option ?? 'the option'} out, or write it as this release of Java knows it`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "Unrecognized VM option 'UseConcMarkSweepGC'",
      'Invalid maximum heap size: -Xmx512Mi',
      'Error opening zip file or JAR manifest missing : /otel/javaagent.jar',
    ],
    lookAlikes: ['Picked up JAVA_TOOL_OPTIONS: -XX:MaxRAMPercentage=75', "mysqld: unknown option '--skip-foo'"],
  },
  {
    id: 'spring-setting',
    code: 'bad-config',
    category: 'config',
    pattern:
      /Could not resolve placeholder '(?<name>[^']{1,120})'|Failed to bind properties under '(?<name2>[^']{1,120})'|Failed to configure a DataSource: '(?<name3>url)' attribute is not specified|Config data (?:resource|location) '(?<file>[^']{1,200})'.{0,120}(?:does not exist|cannot be found)|(?:SRCFG00014: )?[Tt]he config property (?<name4>[\w.-]{1,120}) is required but|Failed to load config value of type .{1,80} for: (?<name5>\S{1,120})|No (?:spring\.config\.import|active profile) (?:property has been defined|configured)|Required environment variable '(?<name6>[^']{1,80})'|Key material not provided to setup HTTPS|(?<name7>hostname) is not configured; either configure/,
    in: 'log',
    cause: (groups, context) =>
      groups.file
        ? `Spring in ${context.container} does not find its configuration ${groups.file}`
        : `the setting ${groups.name ?? 'of its configuration'} is missing or wrong in ${context.container}: no variable, property or mounted file gives it`,
    fixes: (groups, context) => [
      showSettings(context),
      showConfigMaps(context),
      edit(
        context,
        `set ${groups.name ? `${groups.name} (as env ${groups.name.replace(/[.-]/g, '_').toUpperCase()})` : 'it'} on ${context.container} itself, mount its file there, or activate the right profile; init containers do not inherit the env of the app`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'java.lang.IllegalArgumentException: Could not resolve placeholder \'db.password\' in value "${db.password}"',
      "Failed to bind properties under 'spring.datasource.hikari.maximum-pool-size' to int:",
      "Failed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.",
      "Config data resource 'file [/etc/app/application.yml]' via location 'file:/etc/app/application.yml' does not exist",
      'SRCFG00014: The config property shop.url is required but it could not be found in any config source',
    ],
    lookAlikes: ['The following 1 profile is active: "production"', 'npm ERR! could not resolve dependency:'],
  },
  {
    id: 'spring-bean',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /required a (?:single bean, but \d{1,3} were found|bean of type '(?<name>[^']{1,200})' that could not be found)|Web server failed to start\. Port (?<port>\d{1,5}) was already in use/,
    in: 'log',
    cause: (groups, context) =>
      groups.port
        ? `the port ${groups.port} that ${context.container} wants to listen on is already in use`
        : `Spring in ${context.container} cannot wire its parts: ${groups.name ? `no bean of type ${groups.name}` : 'several beans fit'} (a profile or a condition switched it off, or a library is missing)`,
    fixes: (groups, context) => [
      showSettings(context),
      edit(
        context,
        groups.port
          ? 'use another port, or no hostNetwork; a migration needs no web server (spring.main.web-application-type=none)'
          : 'correct profile and properties of this step',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "Parameter 0 of constructor in com.acme.OrderService required a bean of type 'com.acme.Repo' that could not be found.",
      'Web server failed to start. Port 8080 was already in use.',
    ],
    lookAlikes: ['Web server started on port 8080', 'coffee beans are found'],
  },
  {
    id: 'spring-failed',
    code: 'app-error',
    category: 'app-exit',
    pattern:
      /APPLICATION FAILED TO START|(?:UnsatisfiedDependencyException|BeanCreationException|BeanInitializationException|ApplicationContextException): (?<why>.{1,160})|Application run failed|HikariPool-\d{1,3} - (?<pool>Connection is not available|Exception during pool initialization)|Failed to obtain JDBC Connection|Failed to start server in \(\w{1,20}\) mode/,
    in: 'log',
    cause: (groups, context) =>
      groups.pool
        ? `the connection pool of ${context.container} gets no connection to its database (${groups.pool})`
        : `the Java application in ${context.container} does not start${groups.why ? `: ${groups.why.replace(/\W{1,3}$/, '')}` : ''}; the innermost cause says why`,
    fixes: (_, context) => [
      showSettings(context),
      showServers(context),
      advise('look for the last "Caused by" and for the description below APPLICATION FAILED TO START'),
    ],
    weight: 1,
    heals: 'maybe',
    matches: [
      'APPLICATION FAILED TO START',
      "org.springframework.beans.factory.UnsatisfiedDependencyException: Error creating bean with name 'orders': Unsatisfied dependency",
      'HikariPool-1 - Exception during pool initialization.',
    ],
    lookAlikes: ['Started Application in 3.2 seconds', 'HikariPool-1 - Start completed.'],
  },
];
