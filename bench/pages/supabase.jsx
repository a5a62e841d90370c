// A sign-in form that others ship ready-made. It cannot show our step: its own two fields are what is measured.
import { createRoot } from 'react-dom/client';
import { createClient } from '@supabase/supabase-js';
import { Auth } from '@supabase/auth-ui-react';
import { ThemeSupa } from '@supabase/auth-ui-shared';

const client = createClient(location.origin, 'public-anon-key');
const root = document.createElement('div');
document.body.append(root);
createRoot(root).render(<Auth supabaseClient={client} appearance={{ theme: ThemeSupa }} providers={[]} />);
