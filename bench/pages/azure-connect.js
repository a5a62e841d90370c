// The widget, as an integrator embeds it.
import 'azure-connect/define';
